import { expect, test } from 'vitest'
import { lineAt } from './current'

const lines = [
  { id: 7, start: 2 },
  { id: 8, start: 5 },
  { id: 9, start: 5 },
  { id: 3, start: 60 },
]

test('the current line is the last that has begun', () => {
  expect(lineAt(lines, 0)).toBeUndefined()
  expect(lineAt(lines, 2)).toBe(7)
  expect(lineAt(lines, 4.99)).toBe(9)
  expect(lineAt(lines, 59)).toBe(9)
  expect(lineAt(lines, 1e6)).toBe(3)
  expect(lineAt([], 3)).toBeUndefined()
})
