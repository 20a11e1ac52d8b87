/** Figures as people write them. */
import { expect, test } from 'vitest'
import { daysUntil, lasting, roughly, weighing } from './figures'

test('how long', () => {
  expect(lasting(5)).toBe('0:05')
  expect(lasting(754)).toBe('12:34')
  expect(lasting(3_725)).toBe('1:02:05')
})

test('how long, as one says it', () => {
  expect(roughly(40, 'en')).toBe('40 sec')
  expect(roughly(2_880, 'en')).toBe('48 min')
  expect(roughly(3_599, 'en')).toBe('1 hr')
  expect(roughly(4_320, 'fr').replace(/\s/g, ' ')).toBe('1 h 12 min')
})

test('how large, in its language', () => {
  expect(weighing(4_200_000, 'en')).toBe('4.2 MB')
  expect(weighing(1_500_000_000, 'fr')).toMatch(/^1,5\s(Go|GB)$/)
})

test('days that are left', () => {
  expect(daysUntil('2026-01-11T00:00:00Z', Date.parse('2026-01-01T00:00:00Z'))).toBe(10)
  expect(daysUntil('2026-01-01T00:10:00Z', Date.parse('2026-01-01T00:00:00Z'))).toBe(1)
})
