/** A moment of the recording, to be gone to. */
import { useWords } from '../../words/words'
import { lasting } from './figures'
import styles from './MomentButton.module.css'

export function MomentButton({ at, onGo }: { at: number; onGo: (at: number) => void }) {
  const say = useWords()
  return (
    <button
      type="button"
      className={styles.moment}
      aria-label={say('player.go_to', { at: lasting(at) })}
      onClick={() => onGo(at)}
    >
      {lasting(at)}
    </button>
  )
}
