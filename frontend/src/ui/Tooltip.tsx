/** The word of a control that shows only a drawing: on hover after a moment, on keyboard focus at once, gone with Escape.
 *
 *  It adds nothing for screen readers, for whom the control already has this name. */
import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './Tooltip.module.css'

const waitMs = 500

export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const [shownBy, setShownBy] = useState<'pointer' | 'focus'>()
  const waiting = useRef(0)
  const anchor = useRef<HTMLSpanElement>(null)

  const show = (by: 'pointer' | 'focus', afterMs: number) => {
    window.clearTimeout(waiting.current)
    waiting.current = window.setTimeout(() => setShownBy(by), afterMs)
  }
  const hide = () => {
    window.clearTimeout(waiting.current)
    setShownBy(undefined)
  }

  useEffect(() => () => window.clearTimeout(waiting.current), [])
  useEffect(() => {
    if (!shownBy) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setShownBy(undefined)
    const page = anchor.current?.ownerDocument
    page?.addEventListener('keydown', onKey)
    return () => page?.removeEventListener('keydown', onKey)
  }, [shownBy])

  // Heard as they bubble from the control inside, which is what the pointer and the focus are on.
  const nearness = {
    onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && show('pointer', waitMs),
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus: (event: FocusEvent) => event.target.matches(':focus-visible') && show('focus', 0),
    onBlur: hide,
  }
  return (
    <span ref={anchor} className={styles.anchor} {...nearness}>
      {children}
      {shownBy && (
        <span className={styles.tip} data-by={shownBy} aria-hidden ref={keepInside}>
          {text}
        </span>
      )}
    </span>
  )
}

/** Turns below or sideways when the edge of its window is near: of the floating one, when it is there. */
function keepInside(tip: HTMLElement | null): void {
  if (!tip) return
  const box = tip.getBoundingClientRect()
  const edge = 8
  const right = box.right - tip.ownerDocument.documentElement.clientWidth + edge
  const left = edge - box.left
  if (right > 0) tip.style.translate = `calc(-50% - ${right}px) 0`
  else if (left > 0) tip.style.translate = `calc(-50% + ${left}px) 0`
  if (box.top < edge) tip.classList.add(styles.below ?? '')
}
