/** Does a place hold more than it shows? Then the keyboard must be able to stand in it, to scroll it. */
import { type RefObject, useEffect, useState } from 'react'

export function useScrolls(place: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const shown = place.current
    if (!shown) return
    const look = () => setScrolls(shown.scrollHeight > shown.clientHeight)
    const observer = new ResizeObserver(look)
    // Its own size, and that of what is in it.
    for (const each of [shown, ...shown.children]) observer.observe(each)
    return () => observer.disconnect()
  })
  return scrolls
}
