import { expect, test } from 'vitest'
import type { Found } from '../../../api/transcripts'
import type { Recording } from '../../../api/types'
import { filterOf, questionOf, rowsOf, toSearch } from './filter'

const recording = (id: string, title: string, day: string) =>
  ({ id, title, began_at: `${day}T12:00:00` }) as Recording
const words = (id: string, state: Found['state'] = 'ready', hits: Found['hits'] = []) =>
  ({ recording: id, state, hits }) as Found

const mine = [
  recording('a', 'Comité budget', '2026-11-23'),
  recording('b', 'Point hebdomadaire', '2026-11-20'),
  recording('c', 'Entretien', '2026-11-02'),
]
const all = [words('a'), words('b', 'working')]
const everything = filterOf('')
const ids = (filter: object, found: Found[] = []) =>
  rowsOf(mine, all, found, { ...everything, ...filter }).map((row) => row.recording.id)

test('nothing asked is everything, in its order', () => {
  expect(ids({})).toEqual(['a', 'b', 'c'])
})

test('titles are found whatever their accents, and what was said counts as well', () => {
  expect(ids({ q: 'COMITE' })).toEqual(['a'])
  const hit = { segment: 1, start: 4, speaker: 'Bob', number: 0, text: 'la toiture', marks: [] }
  expect(ids({ q: 'toiture' }, [words('c', 'ready', [hit])])).toEqual(['c'])
})

test('days include the first and the last', () => {
  expect(ids({ since: '2026-11-20', until: '2026-11-23' })).toEqual(['a', 'b'])
  expect(ids({ until: '2026-11-02' })).toEqual(['c'])
})

test('the server is asked from the first moment of a day to the last of another', () => {
  const question = questionOf({ ...everything, q: ' toiture ', since: '2026-11-01', until: '2026-11-02' })
  expect(question.q).toBe('toiture')
  expect(Date.parse(question.until ?? '') - Date.parse(question.since ?? '')).toBe(48 * 3_600_000 - 1000)
  expect(questionOf(everything)).toEqual({ q: '' })
})

test('with a transcript means that it can be read', () => {
  expect(ids({ withWords: true })).toEqual(['a'])
})

test('a filter goes into the address and comes back', () => {
  const filter = { q: 'la toiture', since: '2026-11-01', until: '', withWords: true }
  expect(filterOf(toSearch(filter))).toEqual(filter)
  expect(toSearch(everything)).toBe('')
  expect(filterOf('?since=yesterday&until=2026-1-1')).toEqual(everything)
})
