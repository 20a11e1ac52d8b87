/** Where does the focus go when what was pressed goes away with its own success? */
import { type RefObject, useLayoutEffect, useRef } from 'react'

/** What will still be there when a menu's item or a sheet that is pressed now is gone: the button that opened it. */
export function openerNow(): HTMLElement | null {
  const opener = document.querySelector<HTMLElement>('[aria-haspopup][aria-expanded="true"]')
  return opener ?? (document.activeElement instanceof HTMLElement ? document.activeElement : null)
}

/** A row leaves the queue with the server's answer, a menu gives the focus back first: together within this. */
const settlesMs = 600

/** Until things are settled, a focus that falls on nothing is put on the first of these that is still there. */
export function keepFocus(...elements: (HTMLElement | null | undefined)[]): void {
  const until = performance.now() + settlesMs
  const look = () => {
    if (document.activeElement === document.body)
      elements.find((element) => element?.isConnected)?.focus({ preventScroll: true })
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** The nearest thing around it that takes the focus when it has to: a list whose row goes, a panel. */
export function around(element: HTMLElement | null): HTMLElement | null {
  return element?.parentElement?.closest<HTMLElement>('[tabindex="-1"]') ?? null
}

/** A row that goes while the focus is in it, because whom it is about has left, hands it to what is around it. */
export function useFocusHandedOver<Row extends HTMLElement>(): RefObject<Row | null> {
  const row = useRef<Row>(null)
  useLayoutEffect(() => {
    const here = row.current
    const list = around(here)
    return () => {
      if (here?.contains(document.activeElement)) keepFocus(list)
    }
  }, [])
  return row
}
