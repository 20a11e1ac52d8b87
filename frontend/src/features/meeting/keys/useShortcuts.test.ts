import { beforeEach, expect, it, vi } from 'vitest'
import { prefer } from '../../../preferences'
import { deedOf } from './useShortcuts'

vi.mock('../../../call/call', () => ({ setMicrophone: vi.fn() }))

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

it('does nothing again and again while a key is held', () => {
  expect(press({ ...controlD, repeat: true })).toBeNull()
})
