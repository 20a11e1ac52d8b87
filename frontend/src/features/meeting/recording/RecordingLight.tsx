/** The red light: on while the recorder says that it records, and out when it does not. Pressed, it asks again whether I am in. */
import { ScrollText, Volume2 } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useRecorder } from '../../../call/recorder'
import { useWords, type WordKey } from '../../../words/words'
import styles from './RecordingLight.module.css'
import { type Status, useMode, useRecording, useStatus } from './recording'

const words: Record<Exclude<Status, 'none'>, WordKey> = {
  starting: 'recording.starting',
  recording: 'recording.on',
  interrupted: 'recording.stands_still',
}

/** Where there is no room for the word, it is still seen that no picture is recorded. */
const icons = { video: null, sound: Volume2, words: ScrollText }

export function RecordingLight() {
  const say = useWords()
  const status = useStatus()
  const mode = useMode()
  const seconds = useRecorder((state) => state.recorder?.seconds ?? 0)
  if (status === 'none') return null
  const word = say(words[status], { mode })
  const Drawing = icons[mode]
  const time = clock(seconds)
  return (
    <Button
      className={styles.light ?? ''}
      data-status={status}
      onPress={() => useRecording.setState(({ isAsking }) => ({ isAsking: !isAsking }))}
    >
      <span className={styles.dot} aria-hidden />
      {Drawing && <Drawing aria-hidden className={styles.icon} />}
      <span className={styles.word}>{word}</span>
      {status === 'recording' && <span>{time}</span>}
      <span className="unseen">{say('recording.my_answer')}</span>
    </Button>
  )
}

function clock(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  return `${hours ? `${hours}:` : ''}${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}
