/** How large is the window, as far as the meeting's shape depends on it? In em: larger text makes a window smaller. */
import { useSyncExternalStore } from 'react'

const queries = {
  /** Little room in either direction: five controls, panels that take the stage's place. */
  phone: '(max-width: 40em), (max-height: 30em)',
  /** A phone on its side: controls stand at the edge, so that faces keep the height. */
  lying: '(max-height: 30em) and (min-aspect-ratio: 1)',
}

export function useWindow(shape: keyof typeof queries): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(queries[shape])
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(queries[shape]).matches,
  )
}
