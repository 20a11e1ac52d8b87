/** Which panel is open beside the stage? One at a time; closing gives the focus back to its control. */
import { create } from 'zustand'

export type PanelName = 'chat' | 'people' | 'captions'

export const usePanel = create<{ open: PanelName | null }>()(() => ({ open: null }))

export function togglePanel(name: PanelName): void {
  if (usePanel.getState().open === name) closePanel()
  else usePanel.setState({ open: name })
}

export function closePanel(): void {
  const { open } = usePanel.getState()
  usePanel.setState({ open: null })
  // After the panel is gone: otherwise the browser drops the focus on the page.
  requestAnimationFrame(() => {
    const control = document.querySelector<HTMLElement>(`[data-control="${open}"], [data-control="more"]`)
    if (document.activeElement === document.body) control?.focus()
  })
}
