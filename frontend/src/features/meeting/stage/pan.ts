/** Moving about an enlarged screen: drag it, scroll it, Ctrl and the wheel to enlarge. The middle stays the middle. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

export function usePan(
  area: RefObject<HTMLElement | null>,
  factor: number,
  zoomBy: (by: 1 | -1) => void,
): void {
  const before = useRef(factor)

  useLayoutEffect(() => {
    const element = area.current
    if (!element || before.current === factor) return
    const grown = factor / before.current
    before.current = factor
    element.scrollLeft = (element.scrollLeft + element.clientWidth / 2) * grown - element.clientWidth / 2
    element.scrollTop = (element.scrollTop + element.clientHeight / 2) * grown - element.clientHeight / 2
  }, [area, factor])

  useEffect(() => {
    const element = area.current
    if (!element) return
    const stop = new AbortController()
    const { signal } = stop

    element.addEventListener(
      'pointerdown',
      (event) => {
        // A finger scrolls by itself.
        if (event.pointerType !== 'mouse' || element.scrollWidth <= element.clientWidth) return
        element.setPointerCapture(event.pointerId)
        element.dataset.dragged = ''
      },
      { signal },
    )
    element.addEventListener(
      'pointermove',
      (event) => {
        if (element.hasPointerCapture(event.pointerId)) element.scrollBy(-event.movementX, -event.movementY)
      },
      { signal },
    )
    element.addEventListener('lostpointercapture', () => delete element.dataset.dragged, { signal })
    // Not passive: otherwise the browser enlarges the whole page.
    element.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey) return
        event.preventDefault()
        zoomBy(event.deltaY < 0 ? 1 : -1)
      },
      { signal, passive: false },
    )
    return () => stop.abort()
  })
}
