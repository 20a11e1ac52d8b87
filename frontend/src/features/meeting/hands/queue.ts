/** Who wants to speak, in which order, and for how long have they waited? */

export type Hand = { identity: string; name: string; raised_at: string; place: number }

/** What happened to the queue: to whose hand, and who did it; null when somebody who waited has left. */
export type Change = {
  what: 'raised' | 'lowered' | 'called' | 'all_lowered'
  identity: string
  name: string
  by: string
} | null

export function placeOf(hands: Hand[], identity: string): number | null {
  return hands.find((hand) => hand.identity === identity)?.place ?? null
}

/** Whole minutes. `now` is the server's time, as `raised_at` is; never negative, as it is only known to about a second. */
export function minutesWaited(hand: Hand, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(hand.raised_at)) / 60_000))
}
