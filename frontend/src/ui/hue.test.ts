import { expect, it } from 'vitest'
import { hueOf, initialsOf } from './hue'

it.each([
  ['Amina Diallo', 'AD'],
  ['salle-du-budget', 'SB'],
  ["Bureau d'Amina", 'BA'],
  ['amina', 'A'],
  ['Élodie Ébène', 'ÉÉ'],
  ['李 小龍', '李小'],
  ['jean-pierre (DSI)', 'JD'],
  ['🙂', '?'],
  ['', '?'],
])('%s is %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters)
})

it('one id keeps its colour, and neighbours do not share it', () => {
  expect(hueOf('p-1')).toBe(hueOf('p-1'))
  const hues = Array.from({ length: 12 }, (_, at) => hueOf(`p-${at}`))
  expect(new Set(hues).size).toBeGreaterThan(10)
})
