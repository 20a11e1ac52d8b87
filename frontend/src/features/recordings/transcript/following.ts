/** Is the current line in sight, and if not, where do we scroll? It rests at a third of what is seen, and is left alone while it is well within. */

type Span = { top: number; bottom: number }

/** How far to scroll, 0 for not at all; `line` and `sight` as they are on the screen. */
export function scrollBy(line: Span, sight: Span): number {
  const height = sight.bottom - sight.top
  const isWell = line.top >= sight.top + height * 0.08 && line.bottom <= sight.top + height * 0.75
  if (isWell) return 0
  return line.top - (sight.top + height * 0.3)
}

/** Near enough to glide there; further away everything would rush past. */
export function isNear(by: number, sight: Span): boolean {
  return Math.abs(by) < (sight.bottom - sight.top) * 1.5
}

const scrollKeys = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'])

/** Does this mean that the person wants to look elsewhere? */
export function isScrolling(event: { type: string; key?: string }): boolean {
  return event.type === 'wheel' || event.type === 'touchmove' || scrollKeys.has(event.key ?? '')
}
