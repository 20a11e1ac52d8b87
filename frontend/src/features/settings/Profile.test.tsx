import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/queries'
import { quiet, useCall } from '../../call/store'
import type { Entry } from '../../call/types'
import { prefer, usePreferences } from '../../preferences'
import { loadWords, speak } from '../../words/words'
import { Profile } from './Profile'

const fetch = vi.fn(async (_path: string, _how: RequestInit) => Response.json({}))
const asked = () =>
  fetch.mock.calls.map(([path, { method, headers, body }]) => [
    method,
    path,
    body,
    new Headers(headers).get('Authorization'),
  ])

beforeAll(async () => {
  await loadWords('shell')
  await speak('en')
})
beforeEach(() => {
  vi.stubGlobal('fetch', fetch)
  fetch.mockClear()
  prefer({ name: 'Amina' })
  useCall.setState(quiet)
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.unstubAllGlobals()
})

async function rename(isSignedIn: boolean): Promise<void> {
  const user = isSignedIn ? { id: 1, name: 'Amina', email: 'amina@example.org' } : null
  queryClient.setQueryData(['session'], { user })
  render(
    <QueryClientProvider client={queryClient}>
      <Profile />
    </QueryClientProvider>,
  )
  await userEvent.type(screen.getByRole('textbox'), ' D.')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
}

const inMeeting = () => useCall.setState({ phase: 'connected', entry: { pass: 'secret' } as Entry })
const everywhere = ['PATCH', '/api/meeting/name', '{"name":"Amina D."}', 'Bearer secret']

it('a guest outside a meeting asks nobody', async () => {
  await rename(false)
  expect(asked()).toEqual([])
  expect(usePreferences.getState().name).toBe('Amina D.')
})

it('inside a meeting the others see the new name', async () => {
  inMeeting()
  await rename(false)
  expect(asked()).toEqual([everywhere])
})

it('an account is renamed, and the person in the meeting with it', async () => {
  inMeeting()
  await rename(true)
  expect(asked()).toEqual([['PATCH', '/api/me', '{"name":"Amina D."}', null], everywhere])
})

it('what the meeting refuses is said at the field, and nothing is kept', async () => {
  inMeeting()
  fetch.mockImplementationOnce(async () =>
    Response.json(
      { code: 'input.invalid', message: 'No.', fields: { name: 'Not this name.' } },
      { status: 422 },
    ),
  )
  await rename(false)
  expect(screen.getByText('Not this name.')).toBeTruthy()
  expect(usePreferences.getState().name).toBe('Amina')
})
