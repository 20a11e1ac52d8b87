/** Why could this person not enter, and what can they do about it? Decides for every answer of the join. */
import { Refusal as Answer, Unreachable } from '../../api/client'

export type Refusal =
  | { what: 'name'; message: string }
  | { what: 'signin' }
  | { what: 'gone' }
  | { what: 'busy'; message: string } // too many tries, or a server starts again: the same click works in a moment
  | { what: 'unreachable' }
  | { what: 'no_media' } // a ticket was given, but the SFU did not answer
  | { what: 'shut'; why: Shut; message: string } // the door is not for this person, or not now
  | { what: 'other'; message: string }

export type Shut = 'refused' | 'blocked' | 'locked' | 'members'

const shut: Record<string, Shut> = {
  'knock.refused': 'refused',
  'room.blocked': 'blocked',
  'room.locked': 'locked',
  'room.members_only': 'members',
}

/** Nothing for what is not an answer to the join: that is our own mistake and is not to be dressed up. */
export function refusalOf(trouble: unknown): Refusal | undefined {
  if (trouble instanceof Unreachable) return { what: 'unreachable' }
  if (!(trouble instanceof Answer)) return undefined
  const { status, code, message, fields } = trouble
  if (code === 'signin.required') return { what: 'signin' }
  const why = shut[code]
  if (why) return { what: 'shut', why, message }
  if (status === 404) return { what: 'gone' }
  if (fields.name) return { what: 'name', message: fields.name }
  if (status === 429 || status === 503) return { what: 'busy', message }
  return { what: 'other', message }
}
