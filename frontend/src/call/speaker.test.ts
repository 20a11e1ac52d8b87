import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Floor, holdMs, makeFloor } from './speaker'

let floor: Floor
let given: (string | null)[]

beforeEach(() => {
  vi.useFakeTimers()
  given = []
  floor = makeFloor((speaker) => given.push(speaker))
})
afterEach(() => vi.useRealTimers())

test('the first to speak has the floor at once', () => {
  floor.hear(['amina'])
  expect(given).toEqual(['amina'])
})

test('nobody takes the floor from another before two seconds', () => {
  floor.hear(['amina'])
  vi.advanceTimersByTime(500)
  floor.hear(['louis', 'amina'])
  vi.advanceTimersByTime(holdMs - 501)
  expect(given).toEqual(['amina'])
  vi.advanceTimersByTime(1)
  expect(given).toEqual(['amina', 'louis'])
})

test('a quick debate changes the floor at most every two seconds', () => {
  for (let ms = 0; ms < 10_000; ms += 100) {
    floor.hear([ms % 200 === 0 ? 'amina' : 'louis'])
    vi.advanceTimersByTime(100)
  }
  expect(given.length).toBeLessThanOrEqual(6)
})

test('a short yes does not take the floor when the holder goes on', () => {
  floor.hear(['amina'])
  vi.advanceTimersByTime(300)
  floor.hear(['louis'])
  vi.advanceTimersByTime(400)
  floor.hear(['amina'])
  vi.advanceTimersByTime(5_000)
  expect(given).toEqual(['amina'])
})

test('silence changes nothing', () => {
  floor.hear(['amina'])
  floor.hear([])
  vi.advanceTimersByTime(10_000)
  expect(given).toEqual(['amina'])
})

test('the floor of somebody who left is free', () => {
  floor.hear(['amina'])
  floor.gone('amina')
  expect(given).toEqual(['amina', null])
})

test('whoever waited gets the floor of somebody who left', () => {
  floor.hear(['amina'])
  floor.hear(['louis'])
  floor.gone('amina')
  expect(given).toEqual(['amina', 'louis'])
})
