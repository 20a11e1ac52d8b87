/** Something beside the film that can be closed: on a phone it is, until somebody wants it. */
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useWords, type WordKey } from '../../words/words'
import styles from './Card.module.css'
import { useIsNarrow } from './narrow'

type CardProps = { title: WordKey; standing?: ReactNode; children: ReactNode; isClosed?: boolean }

export function Card({ title, standing, children, isClosed = false }: CardProps) {
  const say = useWords()
  const id = useId()
  const isNarrow = useIsNarrow()
  const [wish, setWish] = useState<boolean>()
  const isOpen = wish ?? !(isNarrow || isClosed)
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            onClick={() => setWish(!isOpen)}
          >
            <span>{say(title)}</span>
            <ChevronDown aria-hidden className={styles.chevron} />
          </button>
        </h2>
        {standing}
      </div>
      {isOpen && <div className={styles.body}>{children}</div>}
    </section>
  )
}
