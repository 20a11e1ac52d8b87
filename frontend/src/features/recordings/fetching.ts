/** A download begins, or says why it does not. */
import { Refusal, Unreachable } from '../../api/client'
import { download, downloadConsents } from '../../api/recordings'
import { toast } from '../../ui/Toast'

export const fetchFile = (id: string, identity?: string) => begin(() => download(id, identity))
export const fetchConsents = (id: string) => begin(() => downloadConsents(id))

async function begin(download: () => Promise<void>): Promise<void> {
  try {
    await download()
  } catch (trouble) {
    if (trouble instanceof Refusal) toast('recordings.refused', { why: trouble.message }, { kind: 'danger' })
    else if (trouble instanceof Unreachable) toast('trouble.unreachable', undefined, { kind: 'danger' })
    else throw trouble
  }
}
