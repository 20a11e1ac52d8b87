/** Did somebody come here by a link? Its key stands behind the #, which browsers send to nobody, and stays there: a reader
 *  may keep the address, and comes in again by it for as long as it is good. */
import { useSession } from '../../../api/queries'
import { useLinkOpened } from '../../../api/sharing'

/** `none`: no link. `opening`, then `open` or `gone`; `failed` when nobody answered. */
type Way = 'none' | 'opening' | 'open' | 'gone' | 'failed'

export function useWayIn(id: string): { way: Way; trouble: Error | null } {
  const key = keyOf(location.hash)
  // The session's answer brings what a request of ours must show.
  const isKnown = Boolean(useSession().data)
  const opened = useLinkOpened(id, isKnown ? key : '')
  if (!key) return { way: 'none', trouble: null }
  if (opened.data) return { way: 'open', trouble: null }
  if (!opened.error) return { way: 'opening', trouble: null }
  return { way: isRefused(opened.error) ? 'gone' : 'failed', trouble: opened.error }
}

function isRefused(trouble: Error): boolean {
  return 'status' in trouble && trouble.status === 404
}

/** As our server draws them; anything else behind the # is no key. */
export function keyOf(hash: string): string {
  return /^#([\w-]{43})$/.exec(hash)?.[1] ?? ''
}
