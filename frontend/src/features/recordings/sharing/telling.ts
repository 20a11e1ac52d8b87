/** What is said once it is shared, or not. */
import { Refusal } from '../../../api/client'
import { toast } from '../../../ui/Toast'

export function told(name: string) {
  return {
    onSuccess: () => toast('sharing.shared', { name }, { kind: 'good' }),
    onError: tellRefusal,
  }
}

export function tellRefusal(trouble: Error) {
  if (trouble instanceof Refusal) toast('recordings.refused', { why: trouble.message }, { kind: 'danger' })
  else toast('trouble.unreachable', undefined, { kind: 'danger' })
}
