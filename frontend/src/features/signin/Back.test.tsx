import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Route } from 'wouter'
import { loadWords, speak } from '../../words/words'
import Back from './Back'

const fetch = vi.fn(async (_path: string, _how: RequestInit) => Response.json({ user: null, next: '/' }))
const asked = () => fetch.mock.calls.map(([path, { body }]) => [path, JSON.parse(String(body))])

beforeAll(async () => {
  await loadWords('shell')
  await speak('en')
})
beforeEach(() => {
  vi.stubGlobal('fetch', fetch)
  fetch.mockClear()
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function arrives(search: string): void {
  history.replaceState(null, '', `/signin/back/pro${search}`)
  render(
    <Route path="/signin/back/:provider">
      <Back />
    </Route>,
  )
}

it('uses the answer up once, and leaves none of it in the address', async () => {
  fetch.mockImplementationOnce(async () => Response.json({ user: null, next: '/abc-defg-hij' }))
  arrives('?code=c1&state=s1&iss=https%3A%2F%2Fidentity.example&session_state=x')
  expect(location.search).toBe('')
  await waitFor(() => expect(location.pathname).toBe('/abc-defg-hij'))
  expect(asked()).toEqual([
    ['/api/signin/back/pro', { code: 'c1', state: 's1', iss: 'https://identity.example', error: '' }],
  ])
})

it('goes nowhere else, whatever it is answered', async () => {
  fetch.mockImplementationOnce(async () => Response.json({ user: null, next: '//evil.example' }))
  arrives('?code=c1&state=s1')
  await waitFor(() => expect(location.pathname).toBe('/'))
})

it('says why not, and leads back to the page that asked', async () => {
  sessionStorage.setItem('visio.signin-next', '/abc-defg-hij')
  fetch.mockImplementationOnce(async () =>
    Response.json({ code: 'signin.denied', message: 'The sign-in was cancelled.' }, { status: 403 }),
  )
  arrives('?error=access_denied&state=s1')
  expect((await screen.findByRole('alert')).textContent).toBe('The sign-in was cancelled.')
  expect(screen.getByRole('link', { name: 'Try again' }).getAttribute('href')).toBe(
    '/signin?next=%2Fabc-defg-hij',
  )
})

it('says that nobody answers', async () => {
  fetch.mockImplementationOnce(async () => {
    throw new TypeError('no line')
  })
  arrives('?code=c1&state=s1')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Our server does not answer/)
})
