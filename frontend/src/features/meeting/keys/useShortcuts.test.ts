import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setMicrophone } from '../../../call/call'
import { prefer } from '../../../preferences'
import { useFloating } from '../pip/floating'
import { type Deeds, deedOf, useShortcuts } from './useShortcuts'

vi.mock('../../../call/call', () => ({ setMicrophone: vi.fn() }))

afterEach(cleanup)
beforeEach(() => {
  prefer({ shortcuts: {} })
  document.body.innerHTML = '<main></main><textarea></textarea><div role="dialog"><button></button></div>'
})

function press(init: KeyboardEventInit, selector = 'main') {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  // The test's DOM takes any Alt for AltGr.
  event.getModifierState = () => false
  document.querySelector(selector)?.dispatchEvent(event)
  return deedOf(event)
}

const controlD = { key: 'd', code: 'KeyD', ctrlKey: true }

it('knows the usual chords', () => {
  expect(press(controlD)).toBe('microphone')
  expect(press({ key: 'F6', code: 'F6' })).toBe('next_region')
  expect(press({ key: 'PageDown', code: 'PageDown' })).toBe('next_page')
  expect(press({ key: 'q', code: 'KeyA', altKey: true })).toBe('leave')
})

it('follows a person who changed one', () => {
  prefer({ shortcuts: { microphone: 'Alt+M' } })
  expect(press(controlD)).toBeNull()
  expect(press({ key: 'm', code: 'KeyM', altKey: true })).toBe('microphone')
})

it('opens the list at a question mark, except where one is written', () => {
  expect(press({ key: '?', code: 'Comma', shiftKey: true })).toBe('help')
  expect(press({ key: '?', code: 'Comma', shiftKey: true }, 'textarea')).toBeNull()
  prefer({ shortcuts: { help: '' } })
  expect(press({ key: '?', code: 'Comma', shiftKey: true })).toBeNull()
})

it('leaves a dialog its keys, but I can always fall silent', () => {
  expect(press({ key: 'c', code: 'KeyC', altKey: true }, '[role="dialog"] button')).toBeNull()
  expect(press(controlD, '[role="dialog"] button')).toBe('microphone')
})

it('lets the panel scroll by its own pages', () => {
  const panel = document.createElement('aside')
  panel.dataset.region = 'panel'
  document.body.append(panel)
  expect(press({ key: 'PageDown', code: 'PageDown' }, 'aside')).toBeNull()
})

it('leaves the chat’s field by F6', () => {
  expect(press({ key: 'F6', code: 'F6' }, 'textarea')).toBe('next_region')
})

it('hears the floating window, too, as long as it is there', () => {
  const page = document.implementation.createHTMLDocument()
  const floating = Object.assign(new EventTarget(), { document: page }) as unknown as Window
  useFloating.setState({ isOpen: true, window: floating })
  const microphone = vi.fn()
  const { unmount } = renderHook(() => useShortcuts({ microphone } as unknown as Deeds, true))
  const send = (type: string, to: EventTarget, init: KeyboardEventInit) => {
    const event = new KeyboardEvent(type, { bubbles: true, ...init })
    event.getModifierState = () => false
    to.dispatchEvent(event)
  }
  send('keydown', page, controlD)
  expect(microphone).toHaveBeenCalledTimes(1)

  const space = { key: ' ', code: 'Space' }
  send('keydown', floating, space)
  send('keyup', floating, space)
  expect(vi.mocked(setMicrophone).mock.calls).toEqual([[true], [false]])

  unmount()
  send('keydown', page, controlD)
  expect(microphone).toHaveBeenCalledTimes(1)
  useFloating.setState({ isOpen: false, window: null })
})

it('does nothing again and again while a key is held', () => {
  expect(press({ ...controlD, repeat: true })).toBeNull()
})
