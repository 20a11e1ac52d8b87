/** What stands behind the # is a key only where our server could have drawn it. */
import { expect, test } from 'vitest'
import { keyOf } from './link'

test('a key as it is drawn', () => {
  const key = `${'aB3_-'.repeat(8)}xyz`
  expect(keyOf(`#${key}`)).toBe(key)
})

test('a line, a heading, nothing, and half a key are none', () => {
  for (const hash of ['', '#', '#line-45', '#consents', `#${'a'.repeat(42)}`, `#${'é'.repeat(43)}`])
    expect(keyOf(hash)).toBe('')
})
