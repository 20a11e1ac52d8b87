import { expect, test } from 'vitest'
import { momentOf, toMoment } from './moment'

test('an address leads to a second or to a line', () => {
  expect(momentOf('?t=724&q=toiture', '')).toEqual({ seconds: 724, query: 'toiture' })
  expect(momentOf('', '#line-45')).toEqual({ line: 45, query: '' })
})

test('what makes no sense leads to the beginning', () => {
  expect(momentOf('?t=soon', '#line-x')).toEqual({ query: '' })
  expect(momentOf('?t=-4', '#dGhlIGtleSBvZiBhIHNoYXJl')).toEqual({ query: '' })
})

test('a link to a moment', () => {
  expect(toMoment('/recordings/1', 724.8)).toBe('/recordings/1?t=724')
  expect(toMoment('/recordings/1', 3, 'la toiture')).toBe('/recordings/1?t=3&q=la+toiture')
})
