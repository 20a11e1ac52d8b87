import { expect, it } from 'vitest'
import { allows, outranks } from './powers'

it('gives each power to those it is for and to those above them', () => {
  expect(allows('everyone', 'guest')).toBe(true)
  expect(allows('signed_in', 'guest')).toBe(false)
  expect(allows('signed_in', 'participant')).toBe(true)
  expect(allows('hosts', 'participant')).toBe(false)
  expect(allows('hosts', 'host')).toBe(true)
  expect(allows('owner', 'host')).toBe(false)
  expect(allows('nobody', 'owner')).toBe(false)
})

it('offers everything until the server has said who may', () => {
  expect(allows(undefined, 'guest')).toBe(true)
})

it('lets nobody act on their equals', () => {
  expect(outranks('host', 'participant')).toBe(true)
  expect(outranks('host', 'host')).toBe(false)
  expect(outranks('host', 'owner')).toBe(false)
})
