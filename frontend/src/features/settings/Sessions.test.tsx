import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/queries'
import { loadWords, speak } from '../../words/words'
import { Sessions } from './Sessions'

const here = { id: 2, device: 'Firefox, Linux', network: '192.0.2.0/24', provider: 'ProConnect' }
const there = { id: 1, device: '', network: '', provider: '' }
let kept = [there, here]

const fetch = vi.fn(async (path: string, { method }: RequestInit) => {
  if (method === 'GET')
    return Response.json(
      kept.map((each) => ({ ...each, began_at: '2026-11-24T10:00:00Z', is_this: each === here })),
    )
  kept = path === '/api/sessions' ? [] : [here]
  return new Response(null, { status: 204 })
})
const asked = () => fetch.mock.calls.map(([path, { method }]) => `${method} ${path}`)

beforeAll(async () => {
  await loadWords('shell')
  await speak('en')
})
beforeEach(() => {
  vi.stubGlobal('fetch', fetch)
  fetch.mockClear()
  kept = [there, here]
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.unstubAllGlobals()
})

function opens(user: object | null): void {
  queryClient.setQueryData(['session'], { user })
  render(
    <QueryClientProvider client={queryClient}>
      <Sessions />
    </QueryClientProvider>,
  )
}

it('a guest has none', () => {
  opens(null)
  expect(screen.getByText('You are not signed in on this device.')).toBeTruthy()
  expect(asked()).toEqual([])
})

it('shows each device, and ends another one', async () => {
  opens({ email: 'amina@example.org' })
  const [other, mine] = await screen.findAllByRole('listitem')
  if (!other || !mine) throw new Error('two devices are shown')
  expect(within(mine).getByText('This device')).toBeTruthy()
  expect(within(mine).getByText('From the network 192.0.2.0/24')).toBeTruthy()
  expect(within(mine).getByText('With ProConnect')).toBeTruthy()
  expect(within(mine).queryByRole('button')).toBeNull()
  await userEvent.click(within(other).getByRole('button', { name: 'Sign out Unknown device' }))
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
  expect(asked()).toContain('DELETE /api/sessions/1')
})

it('ends all of it, here as well', async () => {
  opens({ email: 'amina@example.org' })
  await screen.findAllByRole('listitem')
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }))
  await screen.findByText('You are not signed in on this device.')
  expect(asked()).toContain('DELETE /api/sessions')
})
