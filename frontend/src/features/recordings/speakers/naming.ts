/** How is a speaker called? By their name; a voice nobody has named has its number. */
import { useWords } from '../../../words/words'

type Called = { name: string; number: number }

export function useSpeakerName(): (speaker: Called | undefined) => string {
  const say = useWords()
  return (speaker) => speaker?.name || say('recordings.voice', { number: speaker?.number || 1 })
}

/** In the list of changes the server calls such a voice "Voice 2", whatever the language. */
export function useCalled(): (text: string) => string {
  const say = useWords()
  return (text) => {
    const number = /^Voice (\d+)$/.exec(text)?.[1]
    return number ? say('recordings.voice', { number }) : text
  }
}
