import { expect, it } from 'vitest'
import { grid, roomy } from './layout'
import { follow } from './roving'

const rects = grid(5, { width: 1256, height: 671 }, roomy)
const stops = rects.map((rect, index) => ({ id: `${index}`, rect }))

it('goes to the neighbour the arrow points at', () => {
  expect(follow('ArrowRight', '0', stops)).toBe('1')
  expect(follow('ArrowLeft', '1', stops)).toBe('0')
  expect(follow('ArrowDown', '0', stops)).toBe('3')
  expect(follow('ArrowUp', '4', stops)).toMatch(/[12]/)
})

it('begins the next row at the end of one', () => {
  expect(follow('ArrowRight', '2', stops)).toMatch(/[34]/)
  expect(follow('ArrowLeft', '3', stops)).toMatch(/[0-2]/)
})

it('reaches every tile with the right arrow alone, or the walk would have a hole', () => {
  const walk = ['0']
  for (let step = 0; step < 8; step++) walk.push(follow('ArrowRight', walk.at(-1) ?? '', stops) ?? '')
  expect(new Set(walk).size).toBe(5)
})

it('stays at an edge and knows the ends', () => {
  expect(follow('ArrowUp', '0', stops)).toBe('0')
  expect(follow('ArrowRight', '4', stops)).toBe('4')
  expect(follow('Home', '4', stops)).toBe('0')
  expect(follow('End', '0', stops)).toBe('4')
})

it('leaves other keys alone', () => {
  expect(follow('a', '0', stops)).toBeNull()
})

it('starts over when its tile is gone', () => {
  expect(follow('ArrowRight', 'gone', stops)).toBe('0')
})
