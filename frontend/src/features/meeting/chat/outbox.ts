/** How does a message leave, and what becomes of it when it cannot? */
import { announce } from '../../../call/announcer'
import { askMeeting, useHappenings } from '../happenings'
import { toastTrouble, whyNot } from '../trouble'
import { type Message, merge, type Pending } from './messages'

/** One after the other, so that two quick messages arrive in the order they were written. */
export function send(text: string, replyTo: number | null, toHosts = false): void {
  const copy: Pending = {
    key: crypto.randomUUID(),
    text,
    replyTo,
    toHosts,
    writtenAt: Date.now(),
    after: 0,
    state: 'waiting',
    why: null,
  }
  useHappenings.setState(({ pending }) => ({ pending: [...pending, copy] }))
  void empty()
}

export function tryAgain(key: string): void {
  change(key, { state: 'waiting', why: null })
  void empty()
}

export function discard(key: string): void {
  useHappenings.setState(({ pending }) => ({ pending: pending.filter((copy) => copy.key !== key) }))
}

/** True when the change is on the server. */
export async function edit(id: number, text: string): Promise<boolean> {
  try {
    received(await askMeeting<Message>('PATCH', `/messages/${id}`, { text }))
    return true
  } catch (trouble) {
    toastTrouble(trouble, 'chat.not_saved')
    return false
  }
}

export async function remove(message: Message): Promise<void> {
  try {
    await askMeeting('DELETE', `/messages/${message.id}`)
    received({ ...message, text: null, deleted: true })
  } catch (trouble) {
    toastTrouble(trouble, 'chat.not_deleted')
  }
}

let isEmptying = false

async function empty(): Promise<void> {
  if (isEmptying) return
  isEmptying = true
  for (let [copy] = waiting(); copy; [copy] = waiting()) await deliver(copy)
  isEmptying = false
}

async function deliver(copy: Pending): Promise<void> {
  const { messages } = useHappenings.getState()
  change(copy.key, { state: 'sending', after: messages.at(-1)?.id ?? 0 })
  try {
    const body = {
      text: copy.text,
      ...(copy.replyTo !== null && { reply_to: copy.replyTo }),
      ...(copy.toHosts && { to: 'hosts' }),
    }
    received(await askMeeting<Message>('POST', '/messages', body))
    discard(copy.key)
  } catch (trouble) {
    const why = whyNot(trouble)
    change(copy.key, { state: 'failed', why })
    if (why === null) announce('trouble', 'chat.not_sent')
    else announce('trouble', 'chat.refused', { why })
    // Without a server, those behind would only wait for the same answer.
    if (why === null) for (const behind of waiting()) change(behind.key, { state: 'failed' })
  }
}

function waiting(): Pending[] {
  return useHappenings.getState().pending.filter((copy) => copy.state === 'waiting')
}

function change(key: string, to: Partial<Pending>): void {
  useHappenings.setState(({ pending }) => ({
    pending: pending.map((copy) => (copy.key === key ? { ...copy, ...to } : copy)),
  }))
}

function received(message: Message): void {
  useHappenings.setState(({ messages }) => ({ messages: merge(messages, [message]) }))
}
