/** Hold a key to speak, let go to be silent again. Decides; opens nothing that was not closed. */

import { isIn } from '../../../shortcuts'

type Floor = { isOff: () => boolean; set: (on: boolean) => void }

/** The key that was pressed, by its place on the keyboard: letting go may carry other modifiers. */
type Press = { code: string; repeat: boolean }

export function makePushToTalk({ isOff, set }: Floor) {
  let held: string | null = null

  return {
    /** True when the press is ours, repeats included: the page must not scroll meanwhile. */
    press({ code, repeat }: Press): boolean {
      if (held !== null) return code === held
      if (repeat || !isOff()) return false
      held = code
      set(true)
      return true
    },
    /** True when it ends our press. */
    release(code: string): boolean {
      if (held === null || code !== held) return false
      held = null
      set(false)
      return true
    },
    /** The window lost the keyboard: nobody would hear the key go up. */
    drop(): void {
      if (held === null) return
      held = null
      set(false)
    },
  }
}

/** Keys that belong to what has the focus stay with it; a tile of the stage gives way, its menu has Enter. */
export function mayTalk(target: EventTarget | null): boolean {
  if (isIn(target, '[data-tile]')) return true
  return !isIn(
    target,
    'input, textarea, select, button, a, summary, label, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"]',
  )
}
