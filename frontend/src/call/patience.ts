/** How long do we try to mend a cut line, and how often? */
import type { ReconnectContext, ReconnectPolicy } from 'livekit-client'

/** A blink: most cuts are over before anybody sees the bar. */
export const showCutAfterMs = 2_000

/** LiveKit mends the line by itself for so long; then we ask our server for a new ticket and come back with it. */
const mendForMs = 12_000

/** Long enough for a train tunnel, short enough that nobody talks to an empty room. */
export const giveUpAfterMs = 90_000

const firstDelays = [0, 250, 500, 800]
const laterDelayMs = 1_000

/** Everybody in a room loses its server at the same moment: a little chance keeps them from coming back as one. */
export function spread(ms: number, random = Math.random()): number {
  return Math.round(ms * (0.75 + random / 2))
}

export const patience: ReconnectPolicy = {
  nextRetryDelayInMs({ retryCount, elapsedMs }: ReconnectContext): number | null {
    if (elapsedMs > mendForMs) return null
    if (retryCount === 0) return Math.round(Math.random() * 100)
    return spread(firstDelays[retryCount] ?? laterDelayMs)
  },
}

/** Between two tries of ours: quick at first (the server is restarting), then gently. */
export function rejoinDelayMs(tries: number): number {
  return spread(Math.min(400 * 1.6 ** tries, 5_000))
}
