/** A control pressed by its shortcut: in the bar, or on a phone in the sheet, which is opened first. */

/** A slow machine: rather beside the place than not at all. */
const longestMs = 1_000

export function pressControl(name: string): void {
  const control = controlNamed(name)
  if (control) return void control.click()
  controlNamed('more')?.click()
  pressAtRest(name)
}

/** Not while the sheet slides in: what the control opens is placed beside it. */
function pressAtRest(name: string): void {
  const until = performance.now() + longestMs
  let before = Number.NaN
  const look = () => {
    const control = controlNamed(name)
    const { top = 0, bottom = 0 } = control?.getBoundingClientRect() ?? {}
    const isAtRest = top === before && bottom <= window.innerHeight
    before = top
    const isLate = performance.now() > until
    if (control && (isAtRest || isLate)) control.click()
    else if (!isLate) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function controlNamed(name: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-control="${name}"]`)
}
