/** Where a message is written: to everyone, in reply, or again. */
import { Pencil, Reply, Send, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useState } from 'react'
import { useIsHost } from '../../../call/store'
import { Choice } from '../../../ui/Choice'
import { IconButton } from '../../../ui/IconButton'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { useMay } from '../moderation/powers'
import styles from './Composer.module.css'
import { cleared, stopEdit, subjectOf, useDesk, write } from './desk'
import { excerpt, lengthOf, longest, type Message } from './messages'
import { edit, send } from './outbox'

/** Nobody counts before the end is near. */
const countFrom = longest - 200

type ComposerProps = { field: RefObject<HTMLTextAreaElement | null>; onUp: () => void }

export function Composer({ field, onUp }: ComposerProps) {
  const say = useWords()
  const { draft, replyTo, editing } = useDesk()
  const subject = useHappenings(({ messages, me }) => subjectOf({ replyTo, editing }, messages, me))
  const loaded = useHappenings((state) => state.loaded)
  const isAbout = editing !== null || replyTo !== null
  const isOver = useHappenings((state) => state.line === 'over')
  const mayAll = useMay('chat')
  const mayHosts = useMay('private_chat')
  const isHost = useIsHost()
  const [wishesHosts, setWishesHosts] = useState(false)
  // What answers something private stays private, whatever is chosen.
  const toHosts = subject?.to === 'hosts' || (mayHosts && (wishesHosts || !mayAll))
  const isBarred = editing === null && !mayAll && !mayHosts
  const ids = useId()
  const length = lengthOf(draft)
  const maySend =
    draft.trim() !== '' && length <= longest && !isOver && !isBarred && (!isAbout || subject !== undefined)

  // It belonged to an earlier meeting, or is deleted: the next message is one like any other.
  useEffect(() => {
    if (loaded && isAbout && !subject) stopEdit()
  }, [loaded, isAbout, subject])

  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    // As tall as what is written; the style sheet says where that ends.
    area.style.blockSize = draft ? 'auto' : ''
    if (draft) area.style.blockSize = `${area.scrollHeight + 2}px`
  }, [field, draft])

  const submit = () => {
    field.current?.focus()
    if (!maySend) return
    if (editing !== null) return void save(editing, draft.trim())
    send(draft.trim(), replyTo, toHosts)
    cleared()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape' && stopEdit()) {
      event.stopPropagation()
    } else if (event.key === 'ArrowUp' && !event.shiftKey && draft === '') {
      event.preventDefault()
      onUp()
    }
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {isBarred && <p className={styles.barred}>{say('host.barred_chat')}</p>}
      {!isBarred && editing === null && !isHost && (mayHosts || !mayAll) && (
        <Choice
          label="chat.to"
          options={[
            ...(mayAll ? [{ id: 'everyone' as const, label: say('chat.to_everyone') }] : []),
            { id: 'hosts' as const, label: say('chat.to_hosts') },
          ]}
          value={toHosts ? 'hosts' : 'everyone'}
          onChange={(to) => setWishesHosts(to === 'hosts')}
          isDisabled={subject?.to === 'hosts'}
        />
      )}
      {subject && <Subject message={subject} isEdited={editing !== null} field={field} />}
      <div className={styles.edge}>
        <label className="unseen" htmlFor={`${ids}field`}>
          {say(toHosts ? 'chat.write_hosts' : 'chat.write')}
        </label>
        <textarea
          ref={field}
          id={`${ids}field`}
          className={styles.field}
          rows={1}
          dir="auto"
          placeholder={say(toHosts ? 'chat.write_hosts' : 'chat.write')}
          value={draft}
          disabled={isOver || isBarred}
          enterKeyHint="send"
          autoComplete="off"
          aria-describedby={`${ids}keys ${ids}count`}
          aria-invalid={length > longest}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          label={editing === null ? 'chat.send' : 'chat.save'}
          icon={Send}
          isDisabled={!maySend}
          preventFocusOnPress
        />
      </div>
      <p id={`${ids}keys`} className="unseen">
        {say('chat.keys')}
      </p>
      <p id={`${ids}count`} className={length > longest ? styles.tooLong : styles.count}>
        {length > longest && say('chat.too_long', { count: length - longest })}
        {length > countFrom && length <= longest && say('chat.left', { count: longest - length })}
      </p>
    </form>
  )
}

type SubjectProps = { message: Message; isEdited: boolean; field: RefObject<HTMLTextAreaElement | null> }

/** What is answered or written again, above the field. */
function Subject({ message, isEdited, field }: SubjectProps) {
  const say = useWords()
  const Drawing = isEdited ? Pencil : Reply
  return (
    <div className={styles.subject}>
      <Drawing aria-hidden />
      <div>
        <p className={styles.what}>
          {isEdited ? say('chat.editing') : say('chat.replying_to', { name: message.name })}
        </p>
        {!isEdited && message.text !== null && <p className={styles.excerpt}>{excerpt(message.text)}</p>}
      </div>
      <IconButton
        label="chat.cancel"
        icon={X}
        onPress={() => {
          stopEdit()
          field.current?.focus()
        }}
      />
    </div>
  )
}

async function save(id: number, text: string): Promise<void> {
  stopEdit()
  const known = useHappenings.getState().messages.find((message) => message.id === id)
  if (known?.text === text) return
  const saved = await edit(id, text)
  // What was written is given back, unless something else is being written by now.
  if (!saved && useDesk.getState().draft === '') useDesk.setState({ editing: id, draft: text })
}
