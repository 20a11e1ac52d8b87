import { expect, test } from 'vitest'
import { isNear, isScrolling, scrollBy } from './following'

const sight = { top: 100, bottom: 700 }

test('a line that is well in sight is left alone', () => {
  expect(scrollBy({ top: 300, bottom: 360 }, sight)).toBe(0)
})

test('one that is near the edge or outside comes to a third', () => {
  expect(scrollBy({ top: 640, bottom: 690 }, sight)).toBe(640 - 280)
  expect(scrollBy({ top: -900, bottom: -850 }, sight)).toBe(-900 - 280)
})

test('a far one is not glided to', () => {
  expect(isNear(360, sight)).toBe(true)
  expect(isNear(-40_000, sight)).toBe(false)
})

test('a wheel, a finger and the keys that scroll are the person’s', () => {
  expect(isScrolling({ type: 'wheel' })).toBe(true)
  expect(isScrolling({ type: 'keydown', key: 'PageDown' })).toBe(true)
  expect(isScrolling({ type: 'keydown', key: 'k' })).toBe(false)
})
