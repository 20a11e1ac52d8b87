/** A message of mine that is not there yet: on its way, or kept because it could not leave. */
import { CircleAlert } from 'lucide-react'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import styles from './Message.module.css'
import { MessageText } from './MessageText'
import type { Pending } from './messages'
import { discard, tryAgain } from './outbox'

export function PendingRow({ copy, onWrite }: { copy: Pending; onWrite: () => void }) {
  const say = useWords()
  const failed = copy.state === 'failed'
  return (
    <li className={`${styles.row} ${styles.first}`}>
      <div className={`${styles.message} ${styles.mine} ${failed ? '' : styles.leaving}`}>
        <div className={styles.body}>
          <p className={styles.who}>
            <span className={styles.name}>{say('chat.you')}</span> {failed ? '' : say('chat.sending')}
          </p>
          <MessageText text={copy.text} />
          {failed && (
            <div className={styles.failed}>
              <p>
                <CircleAlert aria-hidden />
                {copy.why === null ? say('chat.not_sent') : say('chat.refused', { why: copy.why })}
              </p>
              <Button label="chat.try_again" onPress={() => leave(() => tryAgain(copy.key), onWrite)} />
              <Button
                label="chat.discard"
                kind="quiet"
                onPress={() => leave(() => discard(copy.key), onWrite)}
              />
            </div>
          )}
        </div>
      </div>
    </li>
  )
}

/** The pressed button goes away with the trouble; the focus goes back to writing. */
function leave(act: () => void, onWrite: () => void): void {
  act()
  onWrite()
}
