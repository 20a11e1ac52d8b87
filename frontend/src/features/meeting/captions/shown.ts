/** Which lines are read over the meeting? The last few, until nobody has said anything for a while. */
import type { Line } from '../../../call/lines'

/** Long enough to read two full lines twice. */
export const staysMs = 12_000
const most = 4

/** `now` is `Date.now()`: of the lines so far, those to show, oldest first. */
export function shownLines(lines: readonly Line[], now: number): Line[] {
  return lines.slice(-most).filter(({ changedAt }) => now - changedAt < staysMs)
}

/** When one of those that may be shown changed last. */
export function lastChange(lines: readonly Line[]): number {
  return Math.max(0, ...lines.slice(-most).map(({ changedAt }) => changedAt))
}

/** What one person said in a row stands under their name once. */
export function startsTurn(line: Line, before: Line | undefined): boolean {
  return before?.identity !== line.identity
}
