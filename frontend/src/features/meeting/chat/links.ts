/** Where are the links in a message, and do they go where they seem to?
 *
 *  Everything that is not a link stays text. A link is shown exactly as written; when it leads to another host than the
 *  eye reads (user names before an @, letters of another alphabet, numbers as addresses) the true host is said beside it.
 */

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string; host: string | null }

const schemes = new Set(['http:', 'https:', 'mailto:'])
// No spaces, quotes or angle brackets; no control, zero-width or direction-changing characters: they end a link.
const inLink = String.raw`[^\s<>"'\x60«»“”\p{Cc}\p{Cf}\p{Co}]`
const candidate = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:https?:\/\/|mailto:|www\.)${inLink}+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+`,
  'giu',
)
const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const found of text.matchAll(candidate)) {
    const written = withoutPunctuation(found[0])
    const link = linkTo(written)
    if (!link) continue
    if (found.index > from) pieces.push({ kind: 'text', text: text.slice(from, found.index) })
    pieces.push(link)
    from = found.index + written.length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}

/** The full stop of the sentence, or the bracket around the link, is not part of it. */
function withoutPunctuation(written: string): string {
  let end = written.length
  while (end > 0) {
    const last = written.charAt(end - 1)
    const opening = closing[last]
    const rest = written.slice(0, end)
    if (opening ? count(rest, opening) >= count(rest, last) : !/[.,;:!?…*_~]/.test(last)) break
    end -= 1
  }
  return written.slice(0, end)
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}

function linkTo(written: string): Piece | null {
  const url = parsed(addressOf(written))
  if (!url || !schemes.has(url.protocol)) return null
  if (url.protocol === 'mailto:') {
    return url.pathname.includes('@') ? { kind: 'link', text: written, href: url.href, host: null } : null
  }
  if (!/[.:]|^localhost$/.test(url.hostname)) return null
  return {
    kind: 'link',
    text: written,
    href: url.href,
    host: seemsToGoTo(written) === url.host ? null : url.host,
  }
}

function addressOf(written: string): string {
  if (/^(https?:|mailto:)/i.test(written)) return written
  return written.toLowerCase().startsWith('www.') ? `https://${written}` : `mailto:${written}`
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}

/** The host as the eye reads it: what stands between the slashes, an @ included. */
function seemsToGoTo(written: string): string {
  const host = written.replace(/^https?:\/\//i, '').split(/[/?#]/, 1)[0] ?? ''
  return host.toLowerCase().replace(/^(.*):(?:80|443)$/, '$1')
}
