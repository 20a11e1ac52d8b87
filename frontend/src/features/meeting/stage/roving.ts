/** Where do the arrows lead on the stage? One tab stop for all tiles; they are neighbours as they are drawn. Pure. */
import type { Rect } from './layout'

type Stop = { id: string; rect: Rect }

const wishes: Record<string, (from: Rect, to: Rect) => number> = {
  ArrowLeft: (from, to) => middle(from).x - middle(to).x,
  ArrowRight: (from, to) => middle(to).x - middle(from).x,
  ArrowUp: (from, to) => middle(from).y - middle(to).y,
  ArrowDown: (from, to) => middle(to).y - middle(from).y,
}

/** The tile a key leads to; null when the key is not ours, the same tile at an edge. */
export function follow(key: string, current: string, stops: readonly Stop[]): string | null {
  if (key === 'Home') return stops[0]?.id ?? null
  if (key === 'End') return stops.at(-1)?.id ?? null
  const wish = wishes[key]
  if (!wish) return null
  const from = stops.find((stop) => stop.id === current)?.rect
  if (!from) return stops[0]?.id ?? null
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight'
  let best = { id: current, cost: Number.POSITIVE_INFINITY }
  for (const { id, rect } of stops) {
    const ahead = wish(from, rect)
    const aside = isAcross ? gapBetween(from, rect, 'y', 'height') : gapBetween(from, rect, 'x', 'width')
    if (id === current || ahead <= 1 || (isAcross && aside > 0)) continue
    // Straight ahead first; below or above, a tile off to the side when nothing is ahead; of two, the one level with us.
    const cost = ahead + aside * 4 + offset(from, rect) / 100
    if (cost < best.cost) best = { id, cost }
  }
  if (best.id !== current) return best.id
  // At the end of a row the next one begins.
  const at = stops.findIndex((stop) => stop.id === current)
  if (key === 'ArrowRight') return stops[at + 1]?.id ?? current
  if (key === 'ArrowLeft') return stops[at - 1]?.id ?? current
  return current
}

function offset(one: Rect, other: Rect): number {
  return Math.abs(middle(one).x - middle(other).x) + Math.abs(middle(one).y - middle(other).y)
}

function middle(rect: Rect): { x: number; y: number } {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
}

/** How far apart they are sideways; nothing when they overlap. */
function gapBetween(one: Rect, other: Rect, at: 'x' | 'y', size: 'width' | 'height'): number {
  return Math.max(0, one[at] - (other[at] + other[size]), other[at] - (one[at] + one[size]))
}
