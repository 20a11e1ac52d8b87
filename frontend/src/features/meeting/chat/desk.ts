/** What is being written, to whom it answers, and how far has this person read? Survives a closed panel and a reload. */
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Message } from './messages'

type Desk = {
  /** The room all of this belongs to. */
  room: string
  draft: string
  replyTo: number | null
  editing: number | null
  /** What was being written before a message was taken up again to be edited. */
  aside: string
  /** The last message seen. */
  seen: number
  /** The discussion is on screen now. */
  isOpen: boolean
}

const clean: Desk = { room: '', draft: '', replyTo: null, editing: null, aside: '', seen: 0, isOpen: false }

export const useDesk = create<Desk>()(
  persist(() => clean, {
    name: 'visio.desk',
    storage: createJSONStorage(() => sessionStorage),
    partialize: ({ isOpen, ...kept }) => kept,
  }),
)

export function openDesk(room: string): void {
  if (useDesk.getState().room !== room) useDesk.setState({ ...clean, room })
}

/** What is answered or written again, while it can be: ids kept from before may mean nothing in this meeting. */
export function subjectOf(
  { replyTo, editing }: Pick<Desk, 'replyTo' | 'editing'>,
  messages: Message[],
  me: string,
): Message | undefined {
  const subject = messages.find(({ id }) => id === (editing ?? replyTo))
  if (!subject || subject.deleted) return undefined
  return editing === null || subject.identity === me ? subject : undefined
}

export function write(draft: string): void {
  useDesk.setState({ draft })
}

export function startReply(message: Message): void {
  stopEdit()
  useDesk.setState({ replyTo: message.id })
}

export function startEdit(message: Message): void {
  useDesk.setState(({ draft, aside, editing }) => ({
    editing: message.id,
    replyTo: null,
    draft: message.text ?? '',
    aside: editing === null ? draft : aside,
  }))
}

/** Back to what was being written before; true when there was something to go back from. */
export function stopEdit(): boolean {
  const { editing, replyTo, aside } = useDesk.getState()
  if (editing !== null) useDesk.setState({ editing: null, draft: aside, aside: '' })
  else if (replyTo !== null) useDesk.setState({ replyTo: null })
  else return false
  return true
}

/** The sheet is empty again: what was on it is on its way. */
export function cleared(): void {
  useDesk.setState({ draft: '', replyTo: null })
}

export function sawUpTo(id: number): void {
  if (id > useDesk.getState().seen) useDesk.setState({ seen: id })
}
