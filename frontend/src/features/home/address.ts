/** Which room is meant by what was pasted? A link, an invitation around a link, a code, or a room's name. */
import { notRooms } from '../../routes'

export type Address =
  | { is: 'room'; slug: string }
  | { is: 'empty' }
  | { is: 'unreadable' }
  /** A link to another product or another instance: entering a room of the same name here would be a mistake. */
  | { is: 'elsewhere'; host: string }

const loopback = ['localhost', '127.0.0.1', '[::1]']
const longestSlug = 60

export function readAddress(pasted: string, here: string = location.host): Address {
  const text = pasted.normalize('NFC').trim()
  if (!text) return { is: 'empty' }
  const link = findLink(text)
  if (link) return isHere(link.host, here) ? readPath(link.pathname) : { is: 'elsewhere', host: link.host }
  const code = /(?:^|[^\p{L}\p{N}-])([a-z]{3}-[a-z]{4}-[a-z]{3})(?![\p{L}\p{N}-])/iu.exec(text)?.[1]
  if (code) return { is: 'room', slug: code.toLowerCase() }
  return readName(text.replace(/^\//, ''))
}

/** The first link of the text, with or without "https://". */
function findLink(text: string): URL | null {
  const spelled = /https?:\/\/[^\s<>"«»]+/i.exec(text)?.[0]
  const bare = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|\d+(?:\.\d+){3})(?::\d+)?\/\S+$/i.exec(text)?.[0]
  const found = spelled ?? (bare && `https://${bare}`)
  // A sentence's full stop or bracket is not the link's.
  const link = found?.replace(/[.,;:!?)\]}'’]+$/, '')
  return link && URL.canParse(link) ? new URL(link) : null
}

function isHere(host: string, here: string): boolean {
  if (host === here) return true
  // One machine has several names for itself.
  const [name, port] = split(host)
  const [ownName, ownPort] = split(here)
  return loopback.includes(name) && loopback.includes(ownName) && port === ownPort
}

function split(host: string): [string, string] {
  const at = host.search(/:\d+$/)
  return at < 0 ? [host, ''] : [host.slice(0, at), host.slice(at)]
}

function readPath(path: string): Address {
  const first = path.split('/').find(Boolean) ?? ''
  try {
    return readName(decodeURIComponent(first))
  } catch {
    return { is: 'unreadable' }
  }
}

/** "Salle du budget" → "salle-du-budget"; "ABCDEFGHIJ" → "abc-defg-hij". */
function readName(text: string): Address {
  const slug = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (!slug || slug.length > longestSlug || notRooms.includes(slug)) return { is: 'unreadable' }
  const code = /^([a-z]{3})([a-z]{4})([a-z]{3})$/.exec(slug)
  return { is: 'room', slug: code ? code.slice(1).join('-') : slug }
}
