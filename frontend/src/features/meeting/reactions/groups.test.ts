import { expect, it } from 'vitest'
import { groupsOf, type Reaction, type ReactionKind, shownMs } from './groups'

let id = 0
const reaction = (kind: ReactionKind, name: string, at: number): Reaction => {
  id += 1
  return { id, identity: `p-${name}`, name, kind, at }
}

it('makes one group of seven people who clap', () => {
  const clapping = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => reaction('clap', name, at * 100))
  expect(groupsOf(clapping, 700)).toEqual([
    { kind: 'clap', count: 7, names: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], until: 600 + shownMs },
  ])
})

it('counts each press and names each person once', () => {
  const [group] = groupsOf([reaction('heart', 'a', 0), reaction('heart', 'a', 10)], 20)
  expect(group).toMatchObject({ count: 2, names: ['a'] })
})

it('keeps a group while people join in, then lets the whole of it go', () => {
  const laughing = [reaction('laugh', 'a', 0), reaction('laugh', 'b', shownMs - 1)]
  expect(groupsOf(laughing, shownMs + 10)[0]?.count).toBe(2)
  expect(groupsOf(laughing, 2 * shownMs)).toEqual([])
})

it('starts at one again after the group is gone', () => {
  const later = [reaction('yes', 'a', 0), reaction('yes', 'b', shownMs + 1)]
  expect(groupsOf(later, shownMs + 2)).toMatchObject([{ count: 1, names: ['b'] }])
})

it('keeps the order in which they began', () => {
  const mixed = [reaction('yes', 'a', 0), reaction('clap', 'b', 1), reaction('yes', 'c', 2)]
  expect(groupsOf(mixed, 3).map(({ kind }) => kind)).toEqual(['yes', 'clap'])
})
