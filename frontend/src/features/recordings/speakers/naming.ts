/** How is a speaker called? By their name; a voice nobody has named has its number. */
import { useCallback } from 'react'
import type { Speaker } from '../../../api/transcripts'
import { useWords } from '../../../words/words'

export function useSpeakerName(): (speaker: Speaker | undefined) => string {
  const say = useWords()
  return useCallback(
    (speaker) => speaker?.name || say('speakers.voice', { number: speaker?.number || 1 }),
    [say],
  )
}
