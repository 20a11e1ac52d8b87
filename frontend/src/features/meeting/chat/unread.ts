/** Which messages has this person not seen yet? */
import { useHappenings } from '../happenings'
import { useDesk } from './desk'
import type { Message } from './messages'

/** Others' messages after the last one seen; a deleted one has nothing left to read. */
export function unreadAfter(messages: Message[], seen: number, me: string): Message[] {
  return messages.filter((message) => message.id > seen && message.identity !== me && !message.deleted)
}

/** Where the line « new » is drawn: before the first unread message. Null when all is read. */
export function dividerAt(messages: Message[], seen: number, me: string): number | null {
  return unreadAfter(messages, seen, me)[0]?.id ?? null
}

/** How many, for the control bar and the title of the page. */
export function useUnread(): number {
  const seen = useDesk((desk) => desk.seen)
  return useHappenings(({ messages, me }) => unreadAfter(messages, seen, me).length)
}
