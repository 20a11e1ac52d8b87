/** Why did the line close, in our words? */
import { DisconnectReason } from 'livekit-client'
import type { Refusal } from '../api/client'
import type { Ending } from './types'

const endings: Partial<Record<DisconnectReason, Ending>> = {
  [DisconnectReason.CLIENT_INITIATED]: 'left',
  [DisconnectReason.DUPLICATE_IDENTITY]: 'elsewhere',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'removed',
  [DisconnectReason.ROOM_DELETED]: 'ended_for_all',
  [DisconnectReason.ROOM_CLOSED]: 'ended_for_all',
  [DisconnectReason.USER_REJECTED]: 'refused',
}

/** The ending the server meant, or null when the line merely broke and we come back by ourselves. */
export function endingOf(reason: DisconnectReason | undefined): Ending | null {
  return (reason !== undefined && endings[reason]) || null
}

/** What our own server answered to the wish to come back: an ending, or null when it may be asked again. */
export function endingOfRefusal({ code, status }: Pick<Refusal, 'code' | 'status'>): Ending | null {
  // It fails, or has too much to do just now: neither is an answer about this meeting.
  if (status >= 500 || status === 429) return null
  if (code === 'room.not_found') return 'room_deleted'
  if (code === 'meeting.removed') return 'removed'
  if (code === 'meeting.sent_back') return 'sent_back'
  // Passes are void once the meeting is over.
  if (code === 'pass.invalid') return 'ended_for_all'
  return 'refused'
}
