import { expect, test } from 'vitest'
import type { Line } from '../../../call/lines'
import { lastChange, shownLines, startsTurn, staysMs } from './shown'

const line = (id: number, identity: string, changedAt: number): Line => ({
  id: String(id),
  identity,
  name: identity,
  text: `line ${id}`,
  stable: 0,
  language: '',
  at: id,
  isFinal: true,
  changedAt,
})

test('the last few are shown, and none once nobody has spoken for a while', () => {
  const lines = [1, 2, 3, 4, 5, 6].map((id) => line(id, 'a', id * 1_000))
  expect(shownLines(lines, 6_000).map(({ id }) => id)).toEqual(['3', '4', '5', '6'])
  expect(shownLines(lines, 4_500 + staysMs).map(({ id }) => id)).toEqual(['5', '6'])
  expect(shownLines(lines, lastChange(lines) + staysMs)).toEqual([])
})

test('a name stands once over what one person says in a row', () => {
  expect(startsTurn(line(1, 'a', 0), undefined)).toBe(true)
  expect(startsTurn(line(2, 'a', 0), line(1, 'a', 0))).toBe(false)
  expect(startsTurn(line(3, 'b', 0), line(2, 'a', 0))).toBe(true)
})
