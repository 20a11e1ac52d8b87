import { expect, test } from 'vitest'
import type { Picture } from '../../../call/types'
import { screenNumber } from './screenNumber'

function shared(...screens: string[]) {
  const pictures = screens.map((id): [string, Picture] => [id, { id, identity: id.split('/')[0] } as Picture])
  return { screens, pictures: Object.fromEntries(pictures) }
}

test('of several screens of one person each has its number, in the order they came', () => {
  const seen = shared('amina/screen-2', 'bob/screen-1', 'amina/screen-5')
  expect(seen.screens.map((id) => screenNumber(id, seen))).toEqual([1, 0, 2])
})
