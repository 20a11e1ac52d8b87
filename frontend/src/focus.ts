/** Where does the focus go when what was pressed goes away with its own success? */

/** What will still be there when a menu's item or a sheet that is pressed now is gone: the button that opened it. */
export function openerNow(): HTMLElement | null {
  const opener = document.querySelector<HTMLElement>('[aria-haspopup][aria-expanded="true"]')
  return opener ?? (document.activeElement instanceof HTMLElement ? document.activeElement : null)
}

/** A row leaves the queue with the server's answer, a menu gives the focus back first: together within this. */
const settlesMs = 600

/** Until things are settled, a focus that falls on nothing is put on this element. */
export function keepFocus(element: HTMLElement | null): void {
  const until = performance.now() + settlesMs
  const look = () => {
    if (document.activeElement === document.body) element?.focus({ preventScroll: true })
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
