/** Did a finger draw the stage sideways? Then the page turns, and no tile under it is pressed. */
import { type TouchEvent, useRef } from 'react'

const farEnough = 56
const pressedWithinMs = 400
let swipedAt = Number.NEGATIVE_INFINITY

/** True for the press that ends a swipe. */
export function swipedJustNow(): boolean {
  return performance.now() - swipedAt < pressedWithinMs
}

export function useSwipe(turn: (by: 1 | -1) => void) {
  const start = useRef<{ x: number; y: number } | null>(null)
  return {
    onTouchStart: ({ touches, target }: TouchEvent) => {
      const finger = touches[0]
      // An enlarged screen is moved about, with the same finger.
      const isOurs = touches.length === 1 && !(target as Element).closest('[data-enlarged]')
      start.current = isOurs && finger ? { x: finger.clientX, y: finger.clientY } : null
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const finger = changedTouches[0]
      const from = start.current
      start.current = null
      if (!from || !finger) return
      const by = direction(finger.clientX - from.x, finger.clientY - from.y)
      if (by === null) return
      swipedAt = performance.now()
      turn(by)
    },
  }
}

/** Left brings the next page, as paper does. */
export function direction(across: number, down: number): 1 | -1 | null {
  if (Math.abs(across) < farEnough || Math.abs(across) < Math.abs(down) * 1.5) return null
  return across < 0 ? 1 : -1
}
