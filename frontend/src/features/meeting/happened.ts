/** What has the server told us of this meeting, once a piece of news is added? Decides; `happenings.ts` listens.
 *
 *  News may come twice, late, or after a snapshot that already holds it: the result is the same in any order.
 */

import { type Message, merge, type Pending, settle } from './chat/messages'
import type { Change, Hand } from './hands/queue'
import type { Powers } from './moderation/powers'
import type { Reaction, ReactionKind } from './reactions/groups'

/** What a host did, and to whom. Only our server says so: nobody inside can. */
export type Moderated = {
  verb:
    | 'muted'
    | 'camera_stopped'
    | 'share_stopped'
    | 'asked_to_unmute'
    | 'stays_muted'
    | 'removed'
    | 'blocked'
    | 'sent_back'
    | 'unblocked'
    | 'promoted'
    | 'demoted'
  by: string
  by_name: string
  people: { identity: string; name: string }[]
}

export type Spotlit = { identity: string; by: string; by_name: string }
export type Blocked = { id: number; name: string; by: string }
type Report = { message: number; name: string; at: string }

export type Happening = { id: number } & (
  | { event: 'message'; data: Message }
  | { event: 'reaction'; data: { identity: string; name: string; kind: ReactionKind } }
  | { event: 'hands'; data: { hands: Hand[]; change: Change } }
  | { event: 'renamed'; data: { identity: string; name: string } }
  | { event: 'moderated'; data: Moderated }
  | { event: 'spotlight'; data: Spotlit }
  | { event: 'powers'; data: { powers: Powers; by: string } }
  | { event: 'reported'; data: Report }
  | { event: 'captions'; data: { on: boolean; identity: string; name: string } }
  | { event: 'recording'; data: unknown }
  | { event: 'ended'; data: { by: string } }
)

/** GET /api/meeting */
export type Snapshot = {
  opened_at: string
  messages: Message[]
  hands: Hand[]
  powers: Powers
  spotlight: string
  reports: Report[]
  blocked: Blocked[]
  captions: boolean
  cursor: number
}

export type Known = {
  /** My identity. */
  me: string
  openedAt: string | null
  /** By server id: the same order for everybody. */
  messages: Message[]
  /** Written here and not yet known to be on the server. */
  pending: Pending[]
  /** By place. */
  hands: Hand[]
  /** The id of the news the hands come from: an older queue never replaces a newer one. */
  handsFrom: number
  /** Somebody who may wants what is said written for everybody. */
  captions: boolean
  /** As `handsFrom`. */
  captionsFrom: number
  /** The id of the last news about a recording: what it is now, is asked for. */
  recordingNews: number
  /** The last few, for the overlay. */
  reactions: Reaction[]
  /** Who may do what; null until the server has said so, and then everything is offered. */
  powers: Powers | null
  /** Whom a host put in front for all; '' is nobody. */
  spotlight: string
  /** For hosts: messages somebody finds fault with. */
  reports: Report[]
  /** For hosts: who cannot come back. */
  blocked: Blocked[]
  /** Who asks me to turn my microphone on, until I answer. */
  asked: string | null
  ended: { by: string } | null
  cursor: number
}

export const nothingYet: Known = {
  me: '',
  openedAt: null,
  messages: [],
  pending: [],
  hands: [],
  handsFrom: 0,
  captions: false,
  captionsFrom: 0,
  recordingNews: 0,
  reactions: [],
  powers: null,
  spotlight: '',
  reports: [],
  blocked: [],
  asked: null,
  ended: null,
  cursor: 0,
}

/** More than a strip can show; older ones have faded anyway. */
const reactionsKept = 60

export function afterSnapshot(known: Known, snapshot: Snapshot): Known {
  const before = known.openedAt === null || known.openedAt === snapshot.opened_at ? known : nothingYet
  const newer = snapshot.cursor >= before.handsFrom
  return {
    ...before,
    openedAt: snapshot.opened_at,
    me: known.me,
    pending: settle(known.pending, snapshot.messages, known.me),
    messages: merge(before.messages, snapshot.messages),
    hands: newer ? byPlace(snapshot.hands) : before.hands,
    handsFrom: newer ? snapshot.cursor : before.handsFrom,
    ...(snapshot.cursor >= before.cursor && {
      powers: snapshot.powers,
      spotlight: snapshot.spotlight,
      reports: snapshot.reports,
      blocked: snapshot.blocked,
    }),
    captions: snapshot.cursor >= before.captionsFrom ? snapshot.captions : before.captions,
    captionsFrom: Math.max(before.captionsFrom, snapshot.cursor),
    cursor: Math.max(before.cursor, snapshot.cursor),
  }
}

export function after(known: Known, happening: Happening, now: number): Known {
  const seen = happening.id <= known.cursor
  const next = { ...known, cursor: Math.max(known.cursor, happening.id) }
  switch (happening.event) {
    case 'message': {
      const messages = merge(known.messages, [happening.data])
      return { ...next, messages, pending: settle(known.pending, [happening.data], known.me) }
    }
    case 'hands':
      if (happening.id < known.handsFrom) return next
      return { ...next, hands: byPlace(happening.data.hands), handsFrom: happening.id }
    case 'reaction':
      if (seen) return next
      return {
        ...next,
        reactions: [...known.reactions, { ...happening.data, id: happening.id, at: now }].slice(
          -reactionsKept,
        ),
      }
    case 'moderated':
      return {
        ...next,
        asked: !seen && isAsked(happening.data, known.me) ? happening.data.by_name : known.asked,
      }
    case 'spotlight':
      return seen ? next : { ...next, spotlight: happening.data.identity }
    case 'powers':
      return seen ? next : { ...next, powers: happening.data.powers }
    case 'reported':
      return seen ? next : { ...next, reports: [...known.reports, happening.data] }
    case 'captions':
      if (happening.id < known.captionsFrom) return next
      return { ...next, captions: happening.data.on, captionsFrom: happening.id }
    case 'recording':
      return { ...next, recordingNews: happening.id }
    case 'renamed':
      // LiveKit tells the call; hands come with their names, messages keep theirs.
      return next
    case 'ended':
      return { ...next, ended: happening.data }
  }
}

function isAsked({ verb, people }: Moderated, me: string): boolean {
  return verb === 'asked_to_unmute' && people.some(({ identity }) => identity === me)
}

function byPlace(hands: Hand[]): Hand[] {
  return [...hands].sort((one, other) => one.place - other.place)
}
