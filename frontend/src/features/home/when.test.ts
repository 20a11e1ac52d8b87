import { expect, it } from 'vitest'
import { ago } from './when'

const now = new Date(2026, 10, 23, 9, 0)
const at = (...when: [number, number, number, number, number]) => new Date(...when).toISOString()

it.each([
  [at(2026, 10, 23, 8, 59), 'il y a 1 minute'],
  [new Date(now.getTime() - 20_000).toISOString(), 'cette minute-ci'],
  [at(2026, 10, 23, 7, 0), 'il y a 2 heures'],
  // Last night is yesterday, although only ten hours ago.
  [at(2026, 10, 22, 23, 0), 'hier'],
  [at(2026, 10, 20, 12, 0), 'il y a 3 jours'],
  [at(2026, 10, 9, 9, 0), 'il y a 2 semaines'],
  [at(2026, 8, 1, 9, 0), 'il y a 2 mois'],
  [at(2024, 10, 1, 9, 0), 'il y a 2 ans'],
  // A server's clock that runs ahead is no future.
  [at(2026, 10, 23, 9, 1), 'cette minute-ci'],
])('%s is %s', (iso, words) => {
  expect(ago(iso, 'fr', now)).toBe(words)
})
