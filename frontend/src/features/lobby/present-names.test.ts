import { expect, it } from 'vitest'
import { present } from './present-names'

const others = (count: number) => `${count} autres`

it.each([
  [['Jean Martin'], 'Jean'],
  [['Jean Martin', 'Karim Benali'], 'Jean et Karim'],
  [['Jean Martin', 'Karim Benali', 'Lucie Tran'], 'Jean, Karim et Lucie'],
  [['Jean M', 'Karim B', 'Lucie T', 'Zoé'], 'Jean, Karim et 2 autres'],
  [['Jean Martin', 'Jean Petit', 'Lucie Tran'], 'Jean Martin, Jean Petit et Lucie'],
])('says %j as %s', (names, said) => {
  expect(present(names, 'fr', others)).toBe(said)
})
