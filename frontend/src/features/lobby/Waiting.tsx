/** At the door: why one waits, in which place, what a host says meanwhile, and the way to give up. */
import { BellRing, UserRoundCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import { RefusalNotice } from './RefusalNotice'
import type { Refusal } from './refusal'
import styles from './Waiting.module.css'

export type Waited = {
  /** 1 is the first. */
  position: number
  /** What a host said to those who wait. */
  note: string | null
  /** The door is open: on the way in. */
  isAdmitted: boolean
}

type WaitingProps = { slug: string; waiting: Waited; refusal: Refusal | undefined; onCancel: () => void }

export function Waiting({ slug, waiting, refusal, onCancel }: WaitingProps) {
  const say = useWords()
  const { position, note, isAdmitted } = waiting
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that was pressed is gone.
  useEffect(() => heading.current?.focus(), [])
  const Drawing = isAdmitted ? UserRoundCheck : BellRing
  return (
    <section className={styles.waiting} aria-labelledby="waiting">
      <span className={styles.icon} data-admitted={isAdmitted || undefined}>
        <Drawing aria-hidden />
      </span>
      <div className={styles.words} role="status">
        <h2 id="waiting" ref={heading} tabIndex={-1}>
          {say(isAdmitted ? 'lobby.wait.admitted' : 'lobby.wait.title')}
        </h2>
        {!isAdmitted && <p>{say('lobby.wait.why')}</p>}
        {!isAdmitted && <p className={styles.place}>{say('lobby.wait.place', { position })}</p>}
      </div>
      <div role="status">
        {note && (
          <Notice>
            <p className={styles.from}>{say('lobby.wait.note')}</p>
            <p>{note}</p>
          </Notice>
        )}
      </div>
      {refusal && <RefusalNotice refusal={refusal} slug={slug} />}
      <p className={styles.small}>{say('lobby.wait.hint')}</p>
      {!isAdmitted && <Button label="lobby.wait.cancel" onPress={onCancel} wide />}
    </section>
  )
}
