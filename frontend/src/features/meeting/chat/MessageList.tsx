/** All that was written, oldest first; stays at the end unless the person reads further up. */
import { ArrowDown } from 'lucide-react'
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { useDesk } from './desk'
import styles from './MessageList.module.css'
import { MessageRow } from './MessageRow'
import { startsGroup } from './messages'
import { PendingRow } from './PendingRow'
import { unreadAfter } from './unread'
import { useReading } from './useReading'

export function MessageList({ onWrite }: { onWrite: () => void }) {
  const say = useWords()
  const messages = useHappenings((state) => state.messages)
  const pending = useHappenings((state) => state.pending)
  const me = useHappenings((state) => state.me)
  const seen = useDesk((desk) => desk.seen)
  const scroller = useRef<HTMLDivElement>(null)
  const { isAtEnd, divider, toEnd } = useReading(scroller)
  const [chosen, choose] = useState<number | null>(null)
  const [pointed, point] = useState<number | null>(null)

  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages])
  const current = chosen !== null && byId.has(chosen) ? chosen : (messages.at(-1)?.id ?? null)
  const below = isAtEnd ? 0 : unreadAfter(messages, seen, me).length

  const jump = useCallback((id: number) => {
    choose(id)
    const message = document.getElementById(`message-${id}`)
    message?.scrollIntoView({ block: 'center' })
    message?.focus({ preventScroll: true })
  }, [])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || current === null) return
    const at = messages.findIndex((message) => message.id === current)
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[event.key]
    if (event.key === 'Escape' || to === messages.length) onWrite()
    else if (to === undefined || !messages[to]) return
    else jump(messages[to].id)
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        // Said by the announcer, which knows how much this person wants to hear.
        aria-live="off"
        aria-label={say('chat.log')}
        onKeyDown={onKeyDown}
        onFocus={(event) => choose((known) => rowOf(event.target) ?? known)}
        onPointerOver={(event) => point(rowOf(event.target))}
        onPointerLeave={() => point(null)}
      >
        <ol className={styles.list}>
          {messages.map((message, at) => (
            <MessageRow
              key={message.id}
              message={message}
              quoted={message.reply_to === null ? undefined : byId.get(message.reply_to)}
              isMine={message.identity === me}
              startsGroup={startsGroup(message, messages[at - 1])}
              isNewFrom={message.id === divider}
              isCurrent={message.id === current}
              showsActions={message.id === chosen || message.id === pointed}
              onJump={jump}
              onWrite={onWrite}
            />
          ))}
          {pending.map((copy) => (
            <PendingRow key={copy.key} copy={copy} onWrite={onWrite} />
          ))}
        </ol>
      </div>
      {!isAtEnd && (
        <div className={styles.below}>
          <Button
            label={below > 0 ? 'chat.new_below' : 'chat.to_end'}
            values={{ count: below }}
            icon={ArrowDown}
            kind={below > 0 ? 'primary' : 'plain'}
            onPress={toEnd}
          />
        </div>
      )}
    </div>
  )
}

function rowOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return row ? Number(row.dataset.row) : null
}
