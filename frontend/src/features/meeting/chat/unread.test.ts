import { expect, it } from 'vitest'
import type { Message } from './messages'
import { dividerAt, unreadAfter } from './unread'

const message = (id: number, identity = 'p-amina', deleted = false): Message => ({
  id,
  identity,
  name: identity,
  text: deleted ? null : 'x',
  reply_to: null,
  sent_at: '2026-11-23T09:00:00Z',
  edited_at: null,
  to: 'everyone',
  deleted,
})

const said = [message(1), message(2, 'p-me'), message(3), message(4, 'p-louis', true), message(5, 'p-louis')]
const unread = (seen: number) => unreadAfter(said, seen, 'p-me').map(({ id }) => id)

it('is what others wrote after the last message seen', () => {
  expect(unread(0)).toEqual([1, 3, 5])
  expect(unread(3)).toEqual([5])
  expect(unread(5)).toEqual([])
})

it('draws the line before the first of them', () => {
  expect(dividerAt(said, 1, 'p-me')).toBe(3)
  expect(dividerAt(said, 5, 'p-me')).toBeNull()
})
