import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SettingsPage } from '../../opened'
import { loadWords, say, speak } from '../../words/words'
import Settings from './Settings'
import { settings, settingsFor } from './search'

beforeAll(() => loadWords('shell'))
beforeEach(() => {
  const session = { user: null, organisation: '', mail_is_on: false }
  vi.stubGlobal('fetch', async () => Response.json(session))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = (page: SettingsPage) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Settings page={page} />
    </QueryClientProvider>,
  )

const found = (wanted: string) => settingsFor(wanted, say).map(({ label }) => label)

describe('a setting is found', () => {
  it('by a word of its label, of its hint or of what can be chosen', async () => {
    await speak('en')
    expect(found('hide my')).toEqual(['settings.hide_self'])
    expect(found('dark')).toEqual(['settings.theme'])
    expect(found('train')).toEqual(['settings.saver'])
  })
  it('with or without accents and capitals, in the language of the page', async () => {
    await speak('fr')
    expect(found('CAMERA')[0]).toBe('settings.camera')
    await speak('en')
  })
  it('not by nothing, nor by what no setting has', () => {
    expect(found('  ')).toEqual([])
    expect(found('xyzzy')).toEqual([])
  })
})

it('leads to where it stands, with the focus on it', async () => {
  open('profile')
  await userEvent.type(screen.getByRole('searchbox'), 'colours')
  await userEvent.click(screen.getByRole('button', { name: /Colours/ }))
  expect(screen.getByRole('tab', { name: 'Appearance' }).getAttribute('aria-selected')).toBe('true')
  expect((document.activeElement as HTMLInputElement).value).toBe('system')
})

it('says when there is none', async () => {
  open('profile')
  await userEvent.type(screen.getByRole('searchbox'), 'xyzzy')
  expect(screen.getByRole('status').textContent).toContain('xyzzy')
})

it.each([...new Set(settings.map(({ page }) => page))])(
  'everything the search knows of the page "%s" stands there',
  (page) => {
    open(page)
    const drawn = [...document.querySelectorAll<HTMLElement>('[data-setting]')].map(
      ({ dataset }) => dataset.setting,
    )
    expect(drawn).toEqual(settings.filter((setting) => setting.page === page).map(({ label }) => label))
  },
)
