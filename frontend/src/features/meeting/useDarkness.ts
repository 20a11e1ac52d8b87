/** The stage is dark in every theme: faces and slides are the light. Menus and dialogs that open over it are, too. */
import { useLayoutEffect } from 'react'

export function useDarkness(isShown: boolean): void {
  useLayoutEffect(() => {
    if (!isShown) return
    const { style } = document.documentElement
    const before = style.colorScheme
    style.colorScheme = 'dark'
    return () => {
      style.colorScheme = before
    }
  }, [isShown])
}
