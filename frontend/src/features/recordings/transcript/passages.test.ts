import { expect, test } from 'vitest'
import { firstFrom, neighbour, passagesIn } from './passages'

const lines = [
  { id: 1, start: 0, text: 'La toiture du gymnase, puis une autre TOITURE.' },
  { id: 2, start: 9, text: 'Les écoles d’abord : leur cœur e\u0301tait là.' },
  { id: 3, start: 20, text: '' },
]
const shown = (query: string) =>
  passagesIn(lines, query).map(({ line, marks }) => [
    line,
    ...marks.map(([from, to]) => lines[line - 1]?.text.slice(from, to)),
  ])

test('each place is found, whatever its capitals', () => {
  expect(shown('toiture')).toEqual([[1, 'toiture', 'TOITURE']])
})

test('accents, ligatures and quotes are written as one can', () => {
  expect(shown("ECOLES D'ABORD")).toEqual([[2, 'écoles d’abord']])
  expect(shown('coeur etait')).toEqual([[2, 'cœur e\u0301tait']])
})

test('spaces around count for nothing, nor does one letter', () => {
  expect(shown('  du   gymnase ')).toEqual([[1, 'du gymnase']])
  expect(shown('l')).toEqual([])
  expect(shown('   ')).toEqual([])
})

test('next and previous go round', () => {
  const passages = passagesIn(lines, 'la')
  expect(passages.map(({ line }) => line)).toEqual([1, 2])
  expect(neighbour(passages, 1, 1)).toBe(0)
  expect(neighbour(passages, 0, -1)).toBe(1)
  expect(neighbour([], -1, 1)).toBe(-1)
})

test('a search goes on from where one is', () => {
  const passages = passagesIn(lines, 'la')
  expect(firstFrom(passages, 5)).toBe(1)
  expect(firstFrom(passages, 50)).toBe(0)
  expect(firstFrom([], 5)).toBe(-1)
})
