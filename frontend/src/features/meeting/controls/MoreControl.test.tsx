import { cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { share } from '../../../call/call'
import { loadWords, speak } from '../../../words/words'
import { pressControl } from '../keys/pressing'
import { MoreControl } from './MoreControl'
import { useShareChoice } from './sharing'

vi.mock('../../../call/call', () => ({
  finish: vi.fn(),
  setMicrophone: vi.fn(),
  setSaver: vi.fn(),
  setShareMode: vi.fn(),
  share: vi.fn(async () => null),
}))

// The whole sheet is drawn, and machines may be busy.
configure({ asyncUtilTimeout: 4_000 })

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => {
  vi.stubGlobal('navigator', Object.assign(navigator, { mediaDevices: { getDisplayMedia: vi.fn() } }))
  render(<MoreControl phone doors={{ onSettings() {}, onShortcuts() {}, onLog() {}, onPowers() {} }} />)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const sheet = () => screen.queryByRole('dialog', { name: 'More' })

it('on a phone, the shortcut opens the sheet and the choice in it; sharing closes both', async () => {
  pressControl('share')
  await userEvent.click(await screen.findByRole('button', { name: 'Choose what to share' }))
  expect(share).toHaveBeenCalledWith({ mode: 'text', sound: false })
  await waitFor(() => expect(sheet()).toBeNull())
})

it('on a phone, the reactions come out of the sheet', async () => {
  pressControl('reactions')
  expect(await screen.findByRole('button', { name: 'Applause' })).toBeTruthy()
})

it('a choice left open is closed with its sheet', async () => {
  pressControl('share')
  await screen.findByRole('button', { name: 'Choose what to share' })
  cleanup()
  expect(useShareChoice.getState().isOpen).toBe(false)
})
