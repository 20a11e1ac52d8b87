/** Whose face it is and whether they are heard, on its own ground at the foot of the tile. */
import { AudioLines, BadgeCheck, Mic, MicOff, Pin, TriangleAlert, Users } from 'lucide-react'
import type { Participant } from '../../../call/types'
import { useWords } from '../../../words/words'
import styles from './NamePlate.module.css'

export function NamePlate({ participant, isPinned }: { participant: Participant; isPinned: boolean }) {
  const say = useWords()
  const { microphone, speaking, role, verified, lookalike, sharesMicrophone, isLocal, name } = participant
  const isHeard = microphone === 'on'
  const Drawing = !isHeard ? MicOff : speaking ? AudioLines : Mic
  return (
    // Said by the tile's own name: here it is only drawn.
    <span className={styles.plate} data-speaking={(isHeard && speaking) || undefined} aria-hidden>
      <Drawing className={styles.microphone} />
      <span className={styles.name}>{isLocal ? say('stage.me') : name}</span>
      {role === 'guest' && !isLocal && <span className={styles.mark}>{say('stage.guest')}</span>}
      {sharesMicrophone && <Users className={styles.pin} />}
      {lookalike && <TriangleAlert className={styles.pin} />}
      {verified && !isLocal && <BadgeCheck className={styles.verified} />}
      {isPinned && <Pin className={styles.pin} />}
    </span>
  )
}
