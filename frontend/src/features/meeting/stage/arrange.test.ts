import { describe, expect, it } from 'vitest'
import { arrange, type Scene } from './arrange'

const many = (count: number) => ['me', ...Array.from({ length: count - 1 }, (_, index) => `p${index + 1}`)]

function scene(change: Partial<Scene>): Scene {
  return {
    layout: 'auto',
    space: { width: 1256, height: 671 },
    phone: false,
    sparing: false,
    people: many(4),
    self: 'me',
    screens: [],
    front: null,
    presenter: null,
    pinned: [],
    speaker: null,
    page: 0,
    ...change,
  }
}

const ids = (change: Partial<Scene>, part?: 'main' | 'other') =>
  arrange(scene(change))
    .tiles.filter((tile) => !part || tile.part === part)
    .map((tile) => tile.id)

describe('auto', () => {
  it('shows me alone, whole', () => {
    expect(ids({ people: ['me'] })).toEqual(['me'])
  })
  it('shows the other one large and whole when we are two on a wide screen', () => {
    const { tiles } = arrange(scene({ people: many(2) }))
    expect(tiles.map((tile) => [tile.id, tile.part])).toEqual([
      ['p1', 'main'],
      ['me', 'other'],
    ])
    const large = tiles[0]?.rect
    expect((large?.width ?? 0) / (large?.height ?? 1)).toBeCloseTo(16 / 9, 1)
    expect(large?.width).toBeGreaterThan(1000)
  })
  it('gives both half of an upright phone', () => {
    const phone = { phone: true, space: { width: 366, height: 640 }, people: many(2) }
    expect(ids(phone, 'main')).toEqual([])
    expect(ids(phone)).toEqual(['p1', 'me'])
  })
  it('is a grid from three on, in the order people came, me last', () => {
    expect(ids({}, 'main')).toEqual([])
    expect(ids({})).toEqual(['p1', 'p2', 'p3', 'me'])
  })
  it('puts a shared screen in front and whoever shares first', () => {
    const shared = { screens: ['s'], presenter: 'p2' }
    expect(ids(shared, 'main')).toEqual(['s'])
    expect(ids(shared, 'other')).toEqual(['p2', 'p1', 'p3', 'me'])
  })
  it('shows several screens side by side, or the one I chose', () => {
    expect(ids({ screens: ['s', 't'] }, 'main')).toEqual(['s', 't'])
    expect(ids({ screens: ['s', 't'], front: 't' }, 'main')).toEqual(['t'])
  })
  it('forgets a chosen screen that is gone', () => {
    expect(ids({ screens: ['t'], front: 's' }, 'main')).toEqual(['t'])
  })
})

describe('pins', () => {
  it('come before everything, several at once', () => {
    expect(ids({ screens: ['s'], pinned: ['p1', 'p3'] }, 'main')).toEqual(['p1', 'p3'])
    expect(ids({ screens: ['s'], pinned: ['p1'] }, 'other')).toContain('s')
  })
  it('are forgotten with the people they held', () => {
    expect(ids({ pinned: ['gone'] }, 'main')).toEqual([])
  })
})

describe('speaker', () => {
  it('shows whoever speaks large, never me', () => {
    expect(ids({ layout: 'speaker', speaker: 'p2' }, 'main')).toEqual(['p2'])
    expect(ids({ layout: 'speaker', speaker: null }, 'main')).toEqual(['p1'])
  })
})

describe('side by side', () => {
  it('shows two people whole and equally large', () => {
    const { tiles } = arrange(scene({ layout: 'side', people: many(2) }))
    const [one, other] = tiles.map(({ rect }) => [rect.width, rect.height])
    expect(one).toEqual(other)
    expect((one?.[0] ?? 0) / (one?.[1] ?? 1)).toBeCloseTo(16 / 9, 1)
    expect(tiles.every(({ mayLose }) => mayLose < 0.05)).toBe(true)
  })
  it('halves the stage between the screen and the people', () => {
    const { tiles } = arrange(scene({ layout: 'side', screens: ['s'] }))
    expect(tiles[0]?.rect.width).toBe(623)
  })
})

describe('pages', () => {
  it('hold 25 on a desk, 6 on a phone, 9 to spare the machine', () => {
    const phone = { phone: true, space: { width: 366, height: 640 } }
    expect(arrange(scene({ people: many(40) }))).toMatchObject({ perPage: 25, pages: 2 })
    expect(arrange(scene({ people: many(40), ...phone }))).toMatchObject({ perPage: 6, pages: 7 })
    expect(arrange(scene({ people: many(40), sparing: true }))).toMatchObject({ perPage: 9, pages: 5 })
  })
  it('show everybody exactly once', () => {
    const seen = Array.from({ length: 7 }, (_, page) =>
      ids({ people: many(40), phone: true, space: { width: 366, height: 640 }, page }),
    ).flat()
    expect(seen.toSorted()).toEqual(many(40).toSorted())
  })
  it('hold fewer where faces would become stamps', () => {
    expect(arrange(scene({ people: many(25), space: { width: 500, height: 300 } })).perPage).toBeLessThan(10)
  })
  it('stay on the last one when people leave', () => {
    expect(arrange(scene({ people: many(30), page: 7 })).page).toBe(1)
  })
  it('bring whoever speaks to the first, without moving the others', () => {
    const crowd = { people: many(30), speaker: 'p28' }
    const first = ids(crowd)
    expect(first.slice(0, 23)).toEqual(many(24).slice(1))
    expect(first.slice(23)).toEqual(['p28', 'me'])
  })
  it('never move in a grid I asked for', () => {
    expect(ids({ people: many(30), speaker: 'p28', layout: 'grid' })).not.toContain('p28')
  })
  it('page the column beside a screen', () => {
    const arranged = arrange(scene({ people: many(12), screens: ['s'] }))
    expect(arranged.pages).toBeGreaterThan(1)
    expect(arranged.tiles[0]?.part).toBe('main')
  })
  it('may hold a single tile', () => {
    const tight = { people: many(3), screens: ['s'], space: { width: 300, height: 90 } }
    expect(arrange(scene(tight)).perPage).toBe(1)
    expect([0, 1, 2].flatMap((page) => ids({ ...tight, page }, 'other')).toSorted()).toEqual([
      'me',
      'p1',
      'p2',
    ])
  })
})
