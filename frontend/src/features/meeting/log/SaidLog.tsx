/** All there was to say in this meeting, said aloud or not, for whoever missed it. It is never read out by itself. */
import { useSaid } from '../../../call/announcer'
import { Dialog } from '../../../ui/Dialog'
import { useLanguage, useWords } from '../../../words/words'
import styles from './SaidLog.module.css'

type SaidLogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

export function SaidLog({ isOpen, onOpenChange }: SaidLogProps) {
  return (
    <Dialog title="meeting.log" isOpen={isOpen} onOpenChange={onOpenChange}>
      <Lines />
    </Dialog>
  )
}

function Lines() {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const log = useSaid((state) => state.log)
  if (log.length === 0) return <p className={styles.none}>{say('meeting.log_empty')}</p>
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' })
  return (
    <div role="log" aria-live="off" aria-label={say('meeting.log')}>
      <ol className={styles.list}>
        {log.map(({ id, at, text }) => (
          <li key={id} className={styles.line}>
            <time dateTime={new Date(at).toISOString()} className={styles.time}>
              {time.format(at)}
            </time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
