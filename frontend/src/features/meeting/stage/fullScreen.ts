/** Is this element alone on the screen, and may it be? */
import { type RefObject, useEffect, useState } from 'react'

export function useFullScreen(element: RefObject<HTMLElement | null>): {
  isFull: boolean
  toggle: () => void
} {
  const [isFull, setFull] = useState(false)

  useEffect(() => {
    const look = () =>
      setFull(document.fullscreenElement !== null && document.fullscreenElement === element.current)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [element])

  return { isFull, toggle: () => void toggleFullScreen(element.current) }
}

/** The whole meeting when no element is given. */
export async function toggleFullScreen(
  element: HTMLElement | null = document.documentElement,
): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen()
  else await element?.requestFullscreen()
}
