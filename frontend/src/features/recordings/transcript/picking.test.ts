import { expect, test } from 'vitest'
import type { Act } from '../../../api/transcripts'
import { give, pick } from './picking'

const lines = [
  { id: 1, speaker: 10 },
  { id: 2, speaker: 11 },
  { id: 3, speaker: 10 },
  { id: 4, speaker: 12 },
  { id: 5, speaker: 12 },
]

function server(refuses?: Act['act']) {
  const asked: Act[] = []
  const run = async (act: Act) => {
    asked.push(act)
    if (act.act === refuses) return null
    return act.act === 'split' ? { id: 70 + asked.length } : {}
  }
  return { asked, run }
}

test('somebody new takes their lines from whoever had them', async () => {
  const { asked, run } = server()
  expect(await give(run, lines, { name: 'Léa' })).toBe(true)
  expect(asked).toEqual([
    { act: 'split', speaker: 10, segments: [1, 3], name: 'Léa' },
    { act: 'split', speaker: 12, segments: [4, 5], name: '' },
    { act: 'merge', speaker: 72, into: 71 },
    { act: 'give', segment: 2, speaker: 71 },
  ])
})

test('lines somebody has already are not given again', async () => {
  const { asked, run } = server()
  expect(await give(run, lines.slice(0, 3), 10)).toBe(true)
  expect(asked).toEqual([{ act: 'give', segment: 2, speaker: 10 }])
})

test('what is refused ends it', async () => {
  const { asked, run } = server('split')
  expect(await give(run, lines, 11)).toBe(false)
  expect(asked).toHaveLength(1)
  expect(await give(run, [], 11)).toBe(true)
})

test('picking again lets go; with Shift all between are picked', () => {
  expect([...pick(new Set([1]), lines, 1)]).toEqual([])
  expect([...pick(new Set([4]), lines, 2, 4)].sort()).toEqual([2, 3, 4])
})
