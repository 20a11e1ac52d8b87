import { expect, it } from 'vitest'
import { direction } from './swipe'

it('turns the page the way paper does', () => {
  expect(direction(-120, 10)).toBe(1)
  expect(direction(120, -10)).toBe(-1)
})

it('takes neither a tap nor a scroll for a swipe', () => {
  expect(direction(-20, 0)).toBeNull()
  expect(direction(-80, 90)).toBeNull()
})
