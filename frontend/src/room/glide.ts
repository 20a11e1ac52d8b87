/** The preview becomes the self-view: one change of page, drawn as a move where the person likes it. */
import { flushSync } from 'react-dom'
import { calmMs, ease, wantsNoMotion } from '../ui/motion'

// The lobby's preview and one's own tile carry the mark.
const marked = '[data-self-view]'

/**
 * Changes at once; the move is drawn beside it and holds nothing up. Not a view transition: that one stops the page to
 * take its picture twice, 180 ms of the 400 from the click to somebody's face.
 */
export function glide(change: () => void): void {
  const from = where(marked)
  flushSync(change)
  const tile = where(marked)
  if (!from || !tile || wantsNoMotion()) return
  const { e: x, f: y } = new DOMMatrixReadOnly(getComputedStyle(tile.element).transform)
  const before = `translate(${x + from.left - tile.left}px, ${y + from.top - tile.top}px)`
  const scale = `scale(${from.width / tile.width}, ${from.height / tile.height})`
  tile.element.animate(
    { transform: [`${before} ${scale}`, `translate(${x}px, ${y}px)`] },
    { duration: calmMs, easing: ease },
  )
}

/** The one that is drawn: the page that is not shown may have one too. */
function where(selector: string) {
  for (const element of document.querySelectorAll(selector)) {
    const { left, top, width, height } = element.getBoundingClientRect()
    if (width > 0) return { element, left, top, width, height }
  }
  return undefined
}
