/** One message: who, when, to what it answers, what it says, and what can be done with it. */
import { Ellipsis, Flag, Pencil, Reply, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { useIsHost } from '../../../call/store'
import { Avatar } from '../../../ui/Avatar'
import { IconButton } from '../../../ui/IconButton'
import { MenuButton, type MenuItem } from '../../../ui/Menu'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { report } from '../moderation/hosting'
import { useClock } from './clock'
import { startEdit, startReply } from './desk'
import styles from './Message.module.css'
import { MessageText } from './MessageText'
import { excerpt, type Message } from './messages'
import { remove } from './outbox'

type MessageRowProps = {
  message: Message
  /** The message it answers, when it is still known. */
  quoted: Message | undefined
  isMine: boolean
  /** Draws the name; the following ones of the same person stand under it. */
  startsGroup: boolean
  isNewFrom: boolean
  /** The one the arrow keys are on. */
  isCurrent: boolean
  showsActions: boolean
  onJump: (id: number) => void
  onWrite: () => void
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, quoted, isMine, startsGroup, isNewFrom, isCurrent, showsActions, onJump, onWrite } = props
  const say = useWords()
  const clock = useClock()
  const isHost = useIsHost()
  const reports = useHappenings(
    (state) => state.reports.filter(({ message: reported }) => reported === message.id).length,
  )
  const id = `message-${message.id}`
  const name = isMine ? say('chat.you') : message.name
  const take = (start: (message: Message) => void) => () => {
    start(message)
    onWrite()
  }
  const toDelete = async () => {
    await remove(message)
    // Its actions go with its words, and the focus that was on them would be lost.
    requestAnimationFrame(() => document.activeElement === document.body && onJump(message.id))
  }
  const items: MenuItem[] = isMine
    ? [{ id: 'edit', label: 'chat.edit', icon: Pencil, onAction: take(startEdit) }]
    : [{ id: 'report', label: 'chat.report', icon: Flag, onAction: () => void report(message.id) }]
  if (isMine || isHost)
    items.push({
      id: 'delete',
      label: isMine ? 'chat.delete' : 'chat.delete_for_all',
      icon: Trash2,
      kind: 'danger',
      onAction: () => void toDelete(),
    })
  return (
    <li className={`${styles.row} ${startsGroup || isNewFrom ? styles.first : ''}`} data-row={message.id}>
      {isNewFrom && (
        <div className={styles.divider}>
          <span>{say('chat.new')}</span>
        </div>
      )}
      <article
        id={id}
        className={`${styles.message} ${isMine ? styles.mine : ''}`}
        aria-labelledby={`${id}-who ${id}-what`}
        tabIndex={isCurrent ? 0 : -1}
      >
        {startsGroup && (
          <span className={styles.face}>
            <Avatar name={message.name} id={message.identity} />
          </span>
        )}
        <div className={styles.body}>
          <p id={`${id}-who`} className={startsGroup ? styles.who : 'unseen'}>
            <bdi className={styles.name}>{name}</bdi>{' '}
            <time dateTime={message.sent_at}>{clock(message.sent_at)}</time>
            {message.to === 'hosts' && <span className={styles.aside}> {say('chat.private')}</span>}
          </p>
          {quoted && <Quoted message={quoted} isReachable={isCurrent} onJump={onJump} />}
          <div id={`${id}-what`}>
            {message.text === null || message.deleted ? (
              <span className={styles.gone}>{say('chat.deleted')}</span>
            ) : (
              <MessageText text={message.text} />
            )}
            {reports > 0 && (
              <span className={styles.edited}> ({say('chat.reported', { count: reports })})</span>
            )}
            {message.edited_at && !message.deleted && (
              <span
                className={styles.edited}
                title={say('chat.edited_at', { time: clock(message.edited_at) })}
              >
                {' '}
                ({say('chat.edited')})
              </span>
            )}
          </div>
        </div>
        {showsActions && !message.deleted && (
          <div className={styles.actions}>
            <IconButton
              label="chat.reply_to"
              values={{ name: message.name }}
              icon={Reply}
              onPress={take(startReply)}
            />
            <MenuButton label="chat.actions" icon={Ellipsis} isIconOnly items={items} />
          </div>
        )}
      </article>
    </li>
  )
})

type QuotedProps = { message: Message; isReachable: boolean; onJump: (id: number) => void }

function Quoted({ message, isReachable, onJump }: QuotedProps) {
  const say = useWords()
  const text = message.deleted || message.text === null ? say('chat.deleted') : excerpt(message.text)
  return (
    <button
      type="button"
      className={styles.quoted}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => onJump(message.id)}
    >
      <span className="unseen">{say('chat.in_reply_to')} </span>
      <bdi className={styles.name}>{message.name}</bdi>
      <bdi className={styles.excerpt}>{text}</bdi>
    </button>
  )
}
