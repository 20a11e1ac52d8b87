/** The product's mark; a deployment's theme may put its own picture there with `--mark`. */
import { Video } from 'lucide-react'
import styles from './Mark.module.css'

export function Mark() {
  return (
    <span className={styles.mark} aria-hidden>
      <Video />
    </span>
  )
}
