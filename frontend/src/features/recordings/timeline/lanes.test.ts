import { expect, test } from 'vitest'
import { huesOf, keyTo, lanesOf, secondsAt, spansOf } from './lanes'

const speaker = (id: number, identity = `p${id}`, number = 0) => ({
  id,
  identity,
  number,
  name: '',
  confidence: null,
})

test('a lane for each who speaks, in the order in which they are heard', () => {
  const lines = [
    { speaker: 2, start: 0, end: 10 },
    { speaker: 1, start: 20, end: 30 },
    { speaker: 2, start: 50, end: 100 },
    { speaker: 9, start: 60, end: 70 },
  ]
  const lanes = lanesOf([speaker(1), speaker(2), speaker(3)], lines, 100)
  expect(lanes.map((lane) => lane.speaker.id)).toEqual([2, 1])
  expect(lanes[0]?.spans).toEqual([
    { from: 0, long: 10 },
    { from: 50, long: 50 },
  ])
})

test('a word can be seen in three hours, and a thousand of them are not a thousand boxes', () => {
  const [one] = spansOf([{ start: 100, end: 100.2 }], 10_800)
  expect(one?.long).toBeCloseTo(0.5)
  const many = Array.from({ length: 1000 }, (_, n) => ({ start: n * 3, end: n * 3 + 2 }))
  expect(spansOf(many, 3000)).toHaveLength(1)
  expect(spansOf([{ start: 99.9, end: 100 }], 100)[0]).toMatchObject({ from: 99.9 })
})

test('no two voices look alike, and each keeps its colour', () => {
  const speakers = Array.from({ length: 6 }, (_, n) => speaker(n, 'room', n))
  const hues = [...huesOf(speakers).values()]
  for (const [at, hue] of hues.entries())
    for (const other of hues.slice(at + 1)) {
      const between = Math.abs(hue - other)
      expect(Math.min(between, 360 - between)).toBeGreaterThanOrEqual(40)
    }
  expect(huesOf(speakers)).toEqual(huesOf(speakers))
})

test('thirty voices get colours, too', () => {
  expect(huesOf(Array.from({ length: 30 }, (_, n) => speaker(n))).size).toBe(30)
})

test('the pointer and the keys lead to seconds of the recording', () => {
  expect(secondsAt(150, { left: 100, width: 200 }, 60)).toBe(15)
  expect(secondsAt(0, { left: 100, width: 200 }, 60)).toBe(0)
  expect(secondsAt(150, { left: 100, width: 0 }, 60)).toBe(0)
  expect(keyTo('ArrowRight', 58, 60)).toBe(60)
  expect(keyTo('PageDown', 30, 60)).toBe(0)
  expect(keyTo('Home', 30, 60)).toBe(0)
  expect(keyTo('x', 30, 60)).toBeNull()
})
