/** Brings a line into sight: in its own box where that scrolls, else in the page, below what stays at its top. */
import { wantsNoMotion } from '../../../ui/motion'
import { isNear, scrollBy } from './following'

const mostLooks = 5

export function bringIntoSight(line: Element, box: HTMLElement): void {
  const isBox = getComputedStyle(box).overflowY === 'auto'
  const scroller = isBox ? box : document.documentElement
  const move = (mayGlide: boolean) => {
    const sight = isBox ? box.getBoundingClientRect() : { top: topOfSight(), bottom: innerHeight }
    const by = scrollBy(line.getBoundingClientRect(), sight)
    const glides = mayGlide && isNear(by, sight) && !wantsNoMotion()
    if (by) scroller.scrollBy({ top: by, behavior: glides ? 'smooth' : 'instant' })
    return Boolean(by) && !glides
  }
  // Lines that were never drawn are only guessed at: those it lands among are laid out then, and it looks again.
  const look = (looks: number) =>
    requestAnimationFrame(() => (move(false) || looks === mostLooks) && looks > 0 && look(looks - 1))
  if (move(true)) look(mostLooks)
}

function topOfSight(): number {
  return Math.max(0, document.querySelector('[data-stays]')?.getBoundingClientRect().bottom ?? 0)
}
