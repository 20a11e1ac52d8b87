import { expect, test } from 'vitest'
import { piecesOf, unsureIn } from './pieces'

test('a line without marks is one piece, and an empty one is none', () => {
  expect(piecesOf('Bonjour.', [], []).map(({ text }) => text)).toEqual(['Bonjour.'])
  expect(piecesOf('', [], [])).toEqual([])
})

test('what is found and what is unsure may lie across each other', () => {
  const pieces = piecesOf('abcdef', [[1, 4]], [[3, 5]])
  expect(pieces.map(({ text, isFound, isUnsure }) => [text, isFound, isUnsure])).toEqual([
    ['a', false, false],
    ['bc', true, false],
    ['d', true, true],
    ['e', false, true],
    ['f', false, false],
  ])
})

test('unsure words are found one after the other, with the spaces engines put before them', () => {
  const text = 'la la toiture'
  const words: [string, number, number, number][] = [
    ['la', 0, 1, 0.9],
    [' la', 1, 2, 0.2],
    [' toiture', 2, 3, 0.4],
    [' ailleurs', 3, 4, 0.1],
  ]
  expect(unsureIn({ text, words }).map(([from, to]) => [from, text.slice(from, to)])).toEqual([
    [3, 'la'],
    [6, 'toiture'],
  ])
  expect(unsureIn({ text, words: [] })).toEqual([])
})
