/** A download begins, or says why it does not. */
import { download } from '../../api/recordings'
import { type Format, fetchExport } from '../../api/transcripts'
import { tell } from './telling'

export async function fetchFile(id: string, identity?: string): Promise<void> {
  await download(id, identity).catch(tell)
}

export async function fetchWords(id: string, format: Format): Promise<void> {
  await fetchExport(id, format).catch(tell)
}
