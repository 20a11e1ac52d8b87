/** Which dialog of the whole product is open? Asked from anywhere, drawn once by pages.tsx. */
import { create } from 'zustand'
import { keepFocus, openerNow } from './focus'

export type SettingsPage =
  | 'profile'
  | 'passkeys'
  | 'sessions'
  | 'devices'
  | 'appearance'
  | 'announcements'
  | 'captions'
  | 'shortcuts'

export const useOpened = create<{ settings: SettingsPage | null }>(() => ({ settings: null }))

let opener: HTMLElement | null = null

export function openSettings(page: SettingsPage = 'profile'): void {
  opener = openerNow()
  useOpened.setState({ settings: page })
}

export function closeSettings(): void {
  useOpened.setState({ settings: null })
  keepFocus(opener)
}
