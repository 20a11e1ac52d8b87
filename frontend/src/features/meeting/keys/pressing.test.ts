import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pressControl } from './pressing'

const pressed: string[] = []

function button(name: string, onPress = () => {}): HTMLElement {
  const made = document.body.appendChild(document.createElement('button'))
  made.dataset.control = name
  made.addEventListener('click', () => {
    pressed.push(name)
    onPress()
  })
  return made
}

beforeEach(() => {
  vi.useFakeTimers()
  pressed.length = 0
  document.body.replaceChildren()
})
afterEach(() => vi.useRealTimers())

it('is in the bar', () => {
  button('reactions')
  pressControl('reactions')
  expect(pressed).toEqual(['reactions'])
})

it('is in the sheet, which is opened first and comes to rest', () => {
  const places = [900, 900, 500, 300, 300]
  button('more', () => {
    const share = button('share')
    share.getBoundingClientRect = () => new DOMRect(0, places.shift() ?? 300, 60, 60)
  })
  pressControl('share')
  expect(pressed).toEqual(['more'])
  vi.advanceTimersByTime(50)
  expect(pressed).toEqual(['more'])
  vi.advanceTimersByTime(500)
  expect(pressed).toEqual(['more', 'share'])
})

it('is nowhere: nothing else is pressed', () => {
  button('more')
  pressControl('share')
  vi.advanceTimersByTime(3_000)
  expect(pressed).toEqual(['more'])
})
