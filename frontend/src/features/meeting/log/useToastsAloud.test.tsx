import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { silence, useSaid } from '../../../call/announcer'
import { quiet, useCall } from '../../../call/store'
import { Toasts } from '../../../ui/Toast'
import { toast, useToasts } from '../../../ui/toasts'
import { loadWords, speak } from '../../../words/words'
import { useToastsAloud } from './useToastsAloud'

function Page() {
  useToastsAloud()
  return <Toasts />
}

const region = (politeness: string) => document.querySelector(`[data-announcer=${politeness}]`)?.textContent

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => {
  vi.useFakeTimers()
  silence()
  useToasts.setState({ toasts: [] })
  useCall.setState(quiet)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('outside a meeting toasts speak from a region that was there before them', () => {
  render(<Page />)
  const status = screen.getByRole('status')
  expect(status.getAttribute('aria-live')).toBe('polite')
  act(() => toast('invite.copied'))
  expect(status.textContent).toContain('Link copied')
  vi.advanceTimersByTime(1_000)
  expect(useSaid.getState().log).toEqual([])
})

it('inside, the one announcer says them, trouble at once, and nothing is heard twice', () => {
  useCall.setState({ phase: 'connected' })
  render(<Page />)
  const [shown] = screen.getAllByRole('status')
  act(() => {
    toast('invite.copied', undefined, { kind: 'good' })
    toast('chat.not_saved', undefined, { kind: 'danger' })
  })
  act(() => vi.advanceTimersByTime(10_000))
  expect(shown?.getAttribute('aria-live')).toBe('off')
  expect(region('polite')).toBe('Link copied')
  expect(region('assertive')).toMatch(/^Your change was not saved/)
})
