/** How are reactions told to those who do not see them? In counts, a while after the first, never one by one. */
import { announce } from '../../../call/announcer'
import { say } from '../../../words/words'
import { type ReactionKind, reactionKinds } from './groups'
import { reactionNames } from './names'

/** A room needs about this long to join in. */
const gatherMs = 2_500
/** Applause that goes on is told again, but not all the time. */
const betweenMs = 12_000

let counts = new Map<ReactionKind, number>()
let timer: ReturnType<typeof setTimeout> | undefined
let toldAt = Number.NEGATIVE_INFINITY

export function countReaction(kind: ReactionKind): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1)
  timer ??= setTimeout(tell, Math.max(gatherMs, toldAt + betweenMs - Date.now()))
}

export function forgetCounts(): void {
  clearTimeout(timer)
  timer = undefined
  counts = new Map()
}

function tell(): void {
  const list = reactionKinds
    .filter((kind) => counts.has(kind))
    .map((kind) =>
      say('reactions.count', { count: counts.get(kind) ?? 0, reaction: say(reactionNames[kind]) }),
    )
  forgetCounts()
  toldAt = Date.now()
  announce('reaction', 'reactions.said', { list: list.join(', ') })
}
