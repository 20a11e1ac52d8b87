/** Something asked inside the meeting did not happen: why, in a sentence, and how is it shown? */
import { Refusal, Unreachable } from '../../api/client'
import { toast } from '../../ui/toasts'
import type { WordKey } from '../../words/words'

/** The server's own sentence when it refused, null when it could not be reached; anything else is our bug. */
export function whyNot(trouble: unknown): string | null {
  if (trouble instanceof Refusal) return trouble.message
  if (trouble instanceof Unreachable) return null
  throw trouble
}

export function toastTrouble(trouble: unknown, unreachable: WordKey): void {
  const why = whyNot(trouble)
  if (why === null) toast(unreachable, undefined, { kind: 'danger' })
  else toast('chat.refused_plain', { why }, { kind: 'danger' })
}
