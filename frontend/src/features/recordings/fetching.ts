/** A download begins, or says why it does not. */
import { Refusal, Unreachable } from '../../api/client'
import { download } from '../../api/recordings'
import { toast } from '../../ui/Toast'

export async function fetchFile(id: string, identity?: string): Promise<void> {
  try {
    await download(id, identity)
  } catch (trouble) {
    if (trouble instanceof Refusal) toast('recordings.refused', { why: trouble.message }, { kind: 'danger' })
    else if (trouble instanceof Unreachable) toast('trouble.unreachable', undefined, { kind: 'danger' })
    else throw trouble
  }
}
