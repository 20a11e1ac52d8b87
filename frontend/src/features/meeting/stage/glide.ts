/** How does a tile get from where it was to where it belongs? It glides, unless the person wants no motion. */
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { calmMs, ease, wantsNoMotion } from '../../../ui/motion'
import type { Rect } from './layout'

/** While somebody pulls at the window's edge tiles follow at once: a glide per pixel would lag behind. */
const settledMs = 250
let resizedAt = Number.NEGATIVE_INFINITY
window.addEventListener('resize', () => {
  resizedAt = performance.now()
})

export function useGlide(element: RefObject<HTMLElement | null>, rect: Rect): void {
  const before = useRef<Rect | null>(null)
  const { x, y, width, height } = rect

  useLayoutEffect(() => {
    const from = before.current
    before.current = { x, y, width, height }
    if (!from || from.width < 1 || width < 1) return
    if (from.x === x && from.y === y && from.width === width && from.height === height) return
    if (performance.now() - resizedAt < settledMs || wantsNoMotion()) return
    const keyframes = [
      `${place(from)} scale(${from.width / width}, ${from.height / height})`,
      place({ x, y }),
    ]
    const gliding = element.current?.animate({ transform: keyframes }, { duration: calmMs, easing: ease })
    return () => gliding?.cancel()
  }, [element, x, y, width, height])
}

export function place({ x, y }: { x: number; y: number }): string {
  return `translate(${x}px, ${y}px)`
}
