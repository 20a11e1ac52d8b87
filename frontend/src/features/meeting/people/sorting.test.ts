import { expect, it } from 'vitest'
import { listed, matches } from './sorting'

const person = (identity: string, name: string, isLocal = false) => ({ identity, name, isLocal })
const people = [
  person('4', 'Zoé'),
  person('1', 'Élodie'),
  person('2', 'Eric'),
  person('3', 'Moi', true),
  person('6', 'Anne 10'),
  person('5', 'Anne 9'),
]

it('lists me first, then everybody as this language sorts names', () => {
  expect(listed(people, '', 'fr').map(({ name }) => name)).toEqual([
    'Moi',
    'Anne 9',
    'Anne 10',
    'Élodie',
    'Eric',
    'Zoé',
  ])
})

it('keeps two people of one name in one order', () => {
  const twins = [person('b', 'Jean'), person('a', 'Jean')]
  expect(listed(twins, '', 'fr')).toEqual(listed([...twins].reverse(), '', 'fr'))
})

it.each([
  ['Benoît Ñandú', 'benoit nandu', true],
  ['Amina Diallo', 'diallo am', true],
  ['Amina Diallo', '  ', true],
  ['Amina Diallo', 'louis', false],
])('%s, looked for as %j: %s', (name, wanted, found) => {
  expect(matches(name, wanted)).toBe(found)
})
