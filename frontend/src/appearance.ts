/** Light, dark, or as the machine says: puts the preference on the page. */
import { type Theme, usePreferences } from './preferences'

export function dress(): void {
  show(usePreferences.getState().theme)
  usePreferences.subscribe((now, before) => now.theme !== before.theme && show(now.theme))
}

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
