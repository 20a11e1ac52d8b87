import { expect, test } from 'vitest'
import { add, finished, remove, rewrite } from './draft'

const content = {
  title: ' Budget ',
  abstract: [{ text: 'On a parlé de la toiture.', segments: [4] }],
  topics: [{ title: 'Écoles', at: 12, segments: [5] }],
  decisions: [{ text: 'La toiture en premier.', segments: [4, 9] }],
  actions: [],
}

test('a rewritten decision keeps where it comes from', () => {
  const next = rewrite(content, 'decisions', 0, { text: 'La cantine en premier.' })
  expect(next.decisions).toEqual([{ text: 'La cantine en premier.', segments: [4, 9] }])
  expect(content.decisions[0]?.text).toBe('La toiture en premier.')
})

test('what is added and left empty is not kept', () => {
  const next = add(add(content, 'actions'), 'topics')
  expect(next.actions).toEqual([{ what: '', who: '', due: '', segments: [] }])
  expect(finished(next)).toEqual({ ...content, title: 'Budget' })
})

test('what is taken away is gone', () => {
  expect(remove(content, 'topics', 0).topics).toEqual([])
})
