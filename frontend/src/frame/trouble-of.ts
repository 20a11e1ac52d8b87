/** Which page tells about what went wrong? */
import { Refusal, Unreachable } from '../api/client'
import type { TroubleKind } from '../features/trouble/kinds'

export function troubleOf(trouble: unknown): TroubleKind {
  if (trouble instanceof Unreachable || isMissingChunk(trouble)) return 'unreachable'
  if (!(trouble instanceof Refusal)) return 'broken'
  if (trouble.code === 'unavailable.livekit') return 'livekit'
  if (trouble.status === 503) return 'unavailable'
  if (trouble.status === 404) return 'not_found'
  if (trouble.code === 'signin.required') return 'sign_in'
  return trouble.status === 429 ? 'too_many' : 'broken'
}

/** A page's code could not be fetched: the line is cut, or a new version has taken the old one's files away. */
function isMissingChunk(trouble: unknown): boolean {
  const words = /dynamically imported module|Importing a module script failed|Unable to preload/i
  return trouble instanceof Error && words.test(trouble.message)
}
