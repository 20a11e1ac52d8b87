/** What went wrong with something one did, said where short notices are said. */
import { Refusal, Unreachable } from '../../api/client'
import { toast } from '../../ui/Toast'

export function tell(trouble: unknown): void {
  if (trouble instanceof Refusal) toast('recordings.refused', { why: trouble.message }, { kind: 'danger' })
  else if (trouble instanceof Unreachable) toast('trouble.unreachable', undefined, { kind: 'danger' })
  else throw trouble
}
