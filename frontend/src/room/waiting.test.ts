import { expect, it } from 'vitest'
import { afterWord } from './waiting'

const waiting = { position: 3, note: null, isAdmitted: false }
const word = (event: string, data: unknown) => afterWord(waiting, { id: 1, event, data }, 30)

it('only who stood before me brings me forward', () => {
  expect(word('moved', { gone: [10, 20, 40] }).position).toBe(1)
  expect(word('moved', { gone: [31] }).position).toBe(3)
})

it('a word of the host is shown, and the open door', () => {
  expect(word('note', { text: 'Soon' }).note).toBe('Soon')
  expect(word('admitted', {}).isAdmitted).toBe(true)
  expect(word('refused', { blocked: true })).toEqual(waiting)
})
