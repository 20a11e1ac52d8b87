/** Which messages are there, in which order, and which of them stand together? */

export type Message = {
  id: number
  identity: string
  name: string
  /** Null when deleted. */
  text: string | null
  reply_to: number | null
  sent_at: string
  edited_at: string | null
  deleted: boolean
  /** `hosts`: nobody else reads it, but its author and whom a host answers so. */
  to: 'everyone' | 'hosts'
}

/** A message of mine on its way. `after` is the last id known when it left: its real self has a higher one. */
export type Pending = {
  key: string
  text: string
  replyTo: number | null
  toHosts: boolean
  writtenAt: number
  after: number
  state: 'waiting' | 'sending' | 'failed'
  /** The server's own sentence when it refused; null when it could not be reached. */
  why: string | null
}

export const longest = 2000

/** As the server counts: one emoji is one or more code points, never half of one. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** Ids decide the order; of two versions of one message the later wins, whichever came first. */
export function merge(messages: Message[], news: Message[]): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  let changed = false
  for (const message of news) {
    const known = byId.get(message.id)
    if (known && !isLater(message, known)) continue
    byId.set(message.id, message)
    changed = true
  }
  return changed ? [...byId.values()].sort((one, other) => one.id - other.id) : messages
}

function isLater(message: Message, known: Message): boolean {
  if (known.deleted) return false
  if (message.deleted) return true
  return Date.parse(message.edited_at ?? message.sent_at) > Date.parse(known.edited_at ?? known.sent_at)
}

/** Takes out the copy that waited for each message of mine. It may have been thought lost: its answer was, it was not. */
export function settle(pending: Pending[], news: Message[], me: string): Pending[] {
  let left = pending
  for (const message of news) {
    if (message.identity !== me || message.text === null) continue
    const found = left.find((copy) => isCopyOf(copy, message))
    if (found) left = left.filter((copy) => copy !== found)
  }
  return left
}

function isCopyOf(copy: Pending, { id, text, reply_to }: Message): boolean {
  if (copy.state === 'waiting' || id <= copy.after || copy.replyTo !== reply_to) return false
  return visible(copy.text) === visible(text ?? '')
}

/** The server drops what nobody can see, and composes accents. */
function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
}

/** The same person within five minutes, without a reply between, speaks under one name. */
const togetherMs = 5 * 60_000

export function startsGroup(message: Message, previous: Message | undefined): boolean {
  if (!previous || previous.identity !== message.identity || previous.name !== message.name) return true
  if (message.reply_to !== null) return true
  return Date.parse(message.sent_at) - Date.parse(previous.sent_at) > togetherMs
}

/** One line of a message, to quote it. */
export function excerpt(text: string, most = 120): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join('')}…`
}
