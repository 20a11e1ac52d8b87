import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { prefer, usePreferences } from '../../preferences'
import { loadWords } from '../../words/words'
import { Shortcuts } from './Shortcuts'

beforeAll(() => loadWords('shell'))
afterEach(cleanup)
beforeEach(() => prefer({ shortcuts: {} }))

const keysOf = (action: string) => screen.getByRole('button', { name: new RegExp(`^${action}`) })
const own = () => usePreferences.getState().shortcuts

it('press, then the new keys', async () => {
  render(<Shortcuts />)
  await userEvent.click(keysOf('Chat'))
  await userEvent.keyboard('{Control>}{F7}{/Control}')
  expect(own()).toEqual({ chat: 'Mod+F7' })
  expect(keysOf('Chat').textContent).toBe('Ctrl+F7')
})

it('keys of another action, of the browser, or a lone letter are refused, and why', async () => {
  render(<Shortcuts />)
  await userEvent.click(keysOf('Chat'))
  await userEvent.keyboard('{Control>}d{/Control}')
  expect(screen.getByRole('alert').textContent).toContain('Microphone on or off')
  await userEvent.keyboard('{Control>}t{/Control}')
  expect(screen.getByRole('alert').textContent).toContain('browser')
  await userEvent.keyboard('j')
  expect(screen.getByRole('alert').textContent).toContain('dictation')
  expect(own()).toEqual({})
})

it('Escape keeps the old keys, Delete takes them away, and all can be as it was', async () => {
  render(<Shortcuts />)
  await userEvent.click(keysOf('Chat'))
  await userEvent.keyboard('{Escape}')
  expect(own()).toEqual({})
  await userEvent.click(keysOf('Chat'))
  await userEvent.keyboard('{Delete}')
  expect(own()).toEqual({ chat: '' })
  await userEvent.click(screen.getByRole('button', { name: 'Back to the usual ones' }))
  expect(own()).toEqual({})
})
