/** Whose face is large? The loudest, but nobody takes the floor from another more often than every two seconds. */

export const holdMs = 2_000

export type Floor = {
  /** The loudest first; empty in silence, which changes nothing. */
  hear: (speakers: string[]) => void
  /** Somebody left: the floor is free if it was theirs. */
  gone: (identity: string) => void
  clear: () => void
}

export function makeFloor(onChange: (speaker: string | null) => void): Floor {
  let holder: string | null = null
  let since = Number.NEGATIVE_INFINITY
  let waiting: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function give(identity: string | null): void {
    clearTimeout(timer)
    timer = undefined
    waiting = null
    if (identity === holder) return
    holder = identity
    since = performance.now()
    onChange(identity)
  }

  return {
    hear(speakers) {
      const loudest = speakers[0]
      if (loudest === undefined) return
      if (loudest === holder) {
        clearTimeout(timer)
        timer = undefined
        waiting = null
        return
      }
      waiting = loudest
      const left = since + holdMs - performance.now()
      if (left <= 0) give(waiting)
      else timer ??= setTimeout(() => give(waiting ?? holder), left)
    },
    gone(identity) {
      if (waiting === identity) waiting = null
      if (holder === identity) give(waiting)
    },
    clear() {
      give(null)
      since = Number.NEGATIVE_INFINITY
    },
  }
}
