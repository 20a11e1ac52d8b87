/** Who wants to speak, in order, and for how long they have waited; the owner calls the next one. */
import { ArrowRight, Hand as HandIcon } from 'lucide-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { serverNow } from '../../../api/clock'
import { useIsHost } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import styles from './Queue.module.css'
import type { Hand } from './queue'

type QueueProps = { hands: Hand[]; onNext: () => void; row: (hand: Hand, now: number) => ReactNode }

export function Queue({ hands, onNext, row }: QueueProps) {
  const say = useWords()
  const now = useNow()
  const isOwner = useIsHost()
  const title = useId()
  return (
    <section aria-labelledby={title} className={styles.queue}>
      <header className={styles.header}>
        <h3 id={title} className={styles.title}>
          <HandIcon aria-hidden />
          {say('hands.queue', { count: hands.length })}
        </h3>
        {isOwner && <Button label="hands.next" icon={ArrowRight} onPress={onNext} />}
      </header>
      <ol className={styles.list}>
        {hands.map((hand) => (
          <li key={hand.identity}>{row(hand, now)}</li>
        ))}
      </ol>
    </section>
  )
}

/** Waiting is told in minutes: twice a minute is often enough. */
function useNow(): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = window.setInterval(() => setNow(serverNow()), 30_000)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
