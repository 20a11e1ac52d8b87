import { describe, expect, it } from 'vitest'
import { any, column, fitOf, gap, grid, type Rect, roomy, upright, whole } from './layout'

const desk = { width: 1256, height: 671 }
const phone = { width: 366, height: 590 }

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

describe('a grid', () => {
  const counts = Array.from({ length: 25 }, (_, index) => index + 1)

  it.each(counts)('of %i keeps inside the stage and nothing covers anything', (count) => {
    for (const [space, shape] of [
      [desk, roomy],
      [phone, upright],
      [{ width: 590, height: 275 }, roomy],
    ] as const) {
      const rects = grid(count, space, shape)
      expect(rects).toHaveLength(count)
      for (const rect of rects) {
        expect(rect.x).toBeGreaterThanOrEqual(0)
        expect(rect.y).toBeGreaterThanOrEqual(0)
        expect(rect.x + rect.width).toBeLessThanOrEqual(space.width + 1)
        expect(rect.y + rect.height).toBeLessThanOrEqual(space.height + 1)
      }
      for (const [index, rect] of rects.entries())
        for (const other of rects.slice(index + 1)) expect(overlap(rect, other)).toBe(false)
    }
  })

  it('shows two people whole, side by side, on a wide stage', () => {
    const [left, right] = grid(2, desk, whole)
    expect(left?.y).toBe(right?.y)
    expect((left?.width ?? 0) / (left?.height ?? 1)).toBeCloseTo(16 / 9, 1)
  })

  it('puts two people one above the other on an upright phone', () => {
    const [above, below] = grid(2, phone, upright)
    expect(above?.x).toBe(below?.x)
    expect(below?.y).toBe((above?.y ?? 0) + (above?.height ?? 0) + gap)
  })

  it('makes four squares of four people on an upright phone', () => {
    const rects = grid(4, phone, upright)
    expect(new Set(rects.map((rect) => rect.x)).size).toBe(2)
  })

  it('centres a last row that is not full', () => {
    const rects = grid(5, desk, roomy)
    const last = rects.slice(3)
    const left = last[0]?.x ?? 0
    const right = desk.width - ((last[1]?.x ?? 0) + (last[1]?.width ?? 0))
    expect(Math.abs(left - right)).toBeLessThanOrEqual(1)
  })

  it('gives a shared screen all there is', () => {
    expect(grid(1, desk, any)).toEqual([{ x: 0, y: 0, ...desk }])
  })

  it('survives a stage without room', () => {
    expect(grid(4, { width: 0, height: 0 }, roomy)).toHaveLength(4)
  })
})

describe('a column', () => {
  it('begins where its neighbour begins when it is shorter', () => {
    const area = { x: 1040, y: 0, width: 216, height: 671 }
    expect(column(1, area, roomy, { x: 0, y: 45, width: 1030, height: 580 })[0]?.y).toBe(45)
  })

  it('fits four people as in the picture', () => {
    const rects = column(4, { x: 0, y: 0, width: 216, height: 671 }, roomy)
    expect(rects.map((rect) => rect.height)).toEqual([160, 160, 160, 160])
  })
})

describe('a picture in its tile', () => {
  it('fills it when little is lost', () => {
    expect(fitOf(16 / 9, { width: 445, height: 258 }, 0.26)).toBe('cover')
  })
  it('is shown whole when filling would cost an upright camera its face', () => {
    expect(fitOf(9 / 16, { width: 445, height: 258 }, 0.26)).toBe('contain')
  })
  it('of a screen is always whole', () => {
    expect(fitOf(16 / 10, { width: 1028, height: 600 }, 0)).toBe('contain')
  })
})
