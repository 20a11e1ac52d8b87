import { expect, it } from 'vitest'
import { afterNews, type Lobby, type LobbyNews } from './lobby'

const knock = (name: string) => ({ identity: `k-${name}`, name, verified: false, asked_at: '' })
const budget: Lobby = { slug: 'budget', room: 'Budget', waiting: [knock('Ann')], is_locked: false }
const told = { slug: 'budget', room: 'Budget' }
const names = (lobbies: Lobby[]) =>
  lobbies.map(({ slug, waiting }) => [slug, ...waiting.map(({ name }) => name)])

const knocked = (name: string, where = told): LobbyNews => ({
  event: 'knocked',
  data: { ...where, knock: knock(name) },
})

it('who knocks stands last in the list, and once', () => {
  expect(names(afterNews([budget], knocked('Ben')))).toEqual([['budget', 'Ann', 'Ben']])
  expect(names(afterNews([budget], knocked('Ann')))).toEqual([['budget', 'Ann']])
})

it('a room at whose door nobody stood comes into the list with who knocks there', () => {
  const elsewhere = { slug: 'presse', room: 'Presse' }
  expect(names(afterNews([budget], knocked('Ben', elsewhere)))).toEqual([
    ['budget', 'Ann'],
    ['presse', 'Ben'],
  ])
})

it('who is decided stands there no more, whoever decided', () => {
  const data = { ...told, identities: ['k-Ann'], state: 'admitted' as const, by: 'Alice' }
  expect(names(afterNews([budget], { event: 'decided', data }))).toEqual([['budget']])
})

it('a lock changes the lock and nobody', () => {
  const locked = afterNews([budget], { event: 'locked', data: { ...told, locked: true } })
  expect(locked).toEqual([{ ...budget, is_locked: true }])
})
