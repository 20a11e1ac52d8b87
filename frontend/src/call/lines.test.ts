import { expect, test } from 'vitest'
import { type Line, lineOf, withLine } from './lines'

const line = (change: Partial<Line> = {}): Line => ({
  id: 'a',
  identity: 'p-claire',
  name: 'Claire',
  text: 'Bonjour',
  stable: 0,
  language: 'fr',
  at: 1_000,
  isFinal: false,
  changedAt: 2_000,
  ...change,
})

test('a line that grows stays one, until it is final', () => {
  const grown = line({ text: 'Bonjour à tous' })
  const final = line({ text: 'Bonjour à tous.', isFinal: true })
  expect(withLine([line()], grown)).toEqual([grown])
  expect(withLine([grown], final)).toEqual([final])
})

test('what was sent before a final line and comes after it changes nothing', () => {
  const lines = [line({ isFinal: true })]
  expect(withLine(lines, line({ text: 'Bon' }))).toBe(lines)
  expect(withLine(lines, line({ isFinal: true, changedAt: 9_000 }))).toBe(lines)
})

test('lines stand in the order they were begun, whoever is recognised first', () => {
  const later = line({ id: 'b', identity: 'p-paul', at: 3_000 })
  const earlier = line({ at: 1_000 })
  expect(withLine([later], earlier).map(({ id }) => id)).toEqual(['a', 'b'])
})

test('what turns out to be nothing is taken away', () => {
  expect(withLine([line()], line({ text: '', isFinal: true }))).toEqual([])
})

test('a line says whose it is, or it is none', () => {
  const attributes = {
    'lk.segment_id': 'a',
    'lk.transcription_final': 'true',
    'lk.language': 'fr',
    'visio.identity': 'p-claire',
    'visio.name': 'Claire',
    'visio.at': '1000',
    'visio.stable': '0',
  }
  expect(lineOf(attributes, 'Bonjour', 2_000)).toEqual(line({ isFinal: true }))
  for (const missing of ['lk.segment_id', 'visio.identity', 'visio.at'])
    expect(
      lineOf({ ...attributes, [missing]: missing === 'visio.at' ? 'soon' : '' }, 'Bonjour', 0),
    ).toBeNull()
})
