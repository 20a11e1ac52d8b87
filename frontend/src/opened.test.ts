import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { closeSettings, openSettings, useOpened } from './opened'

beforeEach(() => {
  document.body.innerHTML =
    '<button id="more" aria-haspopup="menu" aria-expanded="true"></button><button id="item"></button><input id="field">'
})
afterEach(() => {
  document.body.innerHTML = ''
})

const at = (id: string) => document.getElementById(id) as HTMLElement
const focused = () => document.activeElement?.id

it('settings opened from a menu give the focus back to its button: the item is gone', async () => {
  at('item').focus()
  openSettings('devices')
  expect(useOpened.getState().settings).toBe('devices')
  at('item').remove()
  at('more').setAttribute('aria-expanded', 'false')
  closeSettings()
  await vi.waitFor(() => expect(focused()).toBe('more'))
})

it('a focus that found its place is left there', async () => {
  at('more').setAttribute('aria-expanded', 'false')
  at('item').focus()
  openSettings()
  at('field').focus()
  closeSettings()
  await new Promise((later) => setTimeout(later, 50))
  expect(focused()).toBe('field')
})
