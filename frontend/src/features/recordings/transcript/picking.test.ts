import { expect, test } from 'vitest'
import { givingOf, pick, splitOf } from './picking'

const lines = [
  { id: 1, speaker: 10 },
  { id: 2, speaker: 11 },
  { id: 3, speaker: 10 },
  { id: 4, speaker: 11 },
  { id: 5, speaker: 10 },
]

test('a new speaker takes their lines from whoever had them', () => {
  const plan = splitOf(lines.slice(0, 3), 'Léa')
  expect(plan?.first).toEqual({ act: 'split', speaker: 10, segments: [1, 3], name: 'Léa' })
  expect(plan?.others(77)).toEqual([{ act: 'give', segment: 2, speaker: 77 }])
  expect(splitOf([], 'Léa')).toBeNull()
})

test('lines somebody has already are not given again', () => {
  expect(givingOf(lines.slice(0, 3), 10)).toEqual([{ act: 'give', segment: 2, speaker: 10 }])
})

test('picking again lets go; with Shift all between are picked', () => {
  expect([...pick(new Set([1]), lines, 1)]).toEqual([])
  expect([...pick(new Set([4]), lines, 2, 4)].sort()).toEqual([2, 3, 4])
})
