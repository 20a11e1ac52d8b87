/** How much room does an element have, now? */
import { type RefObject, useLayoutEffect, useState } from 'react'
import type { Size } from './layout'

export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })

  useLayoutEffect(() => {
    if (!element.current) return
    // At once, before the first paint: tiles are there when the page is.
    const { clientWidth, clientHeight } = element.current
    setSize({ width: clientWidth, height: clientHeight })
    const watch = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
    })
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [element])

  return size
}
