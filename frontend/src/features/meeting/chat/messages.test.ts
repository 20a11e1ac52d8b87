import { describe, expect, it } from 'vitest'
import { excerpt, lengthOf, type Message, merge, type Pending, settle, startsGroup } from './messages'

function message(id: number, change: Partial<Message> = {}): Message {
  return {
    id,
    identity: 'p-amina',
    name: 'Amina',
    text: `message ${id}`,
    reply_to: null,
    sent_at: `2026-11-23T09:${String(id).padStart(2, '0')}:00.000Z`,
    edited_at: null,
    to: 'everyone',
    deleted: false,
    ...change,
  }
}

const edited = message(2, { text: 'edited', edited_at: '2026-11-23T09:10:00.000Z' })
const editedAgain = message(2, { text: 'edited again', edited_at: '2026-11-23T09:11:00.000Z' })
const deleted = message(2, { text: null, edited_at: '2026-11-23T09:10:00.000Z', deleted: true })

function orders<T>(things: T[]): T[][] {
  if (things.length <= 1) return [things]
  return things.flatMap((first, at) =>
    orders(things.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  )
}

describe('merging', () => {
  it('gives everybody the same messages in the same order, whichever way the news came', () => {
    const news = [message(1), message(2), edited, editedAgain, message(3)]
    for (const order of orders(news)) {
      const merged = order.reduce<Message[]>((known, next) => merge(known, [next]), [])
      expect(merged).toEqual([message(1), editedAgain, message(3)])
    }
  })

  it('never brings back what was deleted', () => {
    for (const order of orders([message(2), edited, deleted, editedAgain]))
      expect(order.reduce<Message[]>((known, next) => merge(known, [next]), [])).toEqual([deleted])
  })

  it('is the same list when nothing is new, so that nothing is drawn again', () => {
    const known = [message(1), message(2)]
    expect(merge(known, [message(1)])).toBe(known)
  })
})

describe('a message on its way', () => {
  const copy: Pending = {
    key: 'a',
    text: 'bonjour',
    replyTo: null,
    toHosts: false,
    writtenAt: 0,
    after: 4,
    state: 'sending',
    why: null,
  }
  const mine = (change: Partial<Message> = {}) => [
    message(5, { identity: 'p-me', text: 'bonjour', ...change }),
  ]
  const left = (news: Message[], change: Partial<Pending> = {}) =>
    settle([{ ...copy, ...change }], news, 'p-me')

  it('makes room for its real self', () => {
    expect(left(mine())).toEqual([])
  })
  it('is found even when the answer was lost and it was thought not sent', () => {
    expect(left(mine(), { state: 'failed' })).toEqual([])
  })
  it('is the same message when the server composed its accents and dropped what cannot be seen', () => {
    expect(left(mine({ text: 'é\nà' }), { text: ' e\u0301\r\nà\u202e ' })).toEqual([])
  })
  it('stays for another text, another answer, another person, an older message, or before it has left', () => {
    expect(left(mine({ text: 'autre' }))).toHaveLength(1)
    expect(left(mine({ reply_to: 1 }))).toHaveLength(1)
    expect(left(mine({ identity: 'p-amina' }))).toHaveLength(1)
    expect(left(mine({ id: 4 }))).toHaveLength(1)
    expect(left(mine(), { state: 'waiting' })).toHaveLength(1)
  })
  it('goes once: the second of two equal ones waits for its own', () => {
    const two = [copy, { ...copy, key: 'b' }]
    expect(settle(two, mine(), 'p-me').map(({ key }) => key)).toEqual(['b'])
  })
})

describe('groups', () => {
  it('put one name above what one person says within five minutes', () => {
    expect(startsGroup(message(2), message(1))).toBe(false)
    expect(startsGroup(message(1), undefined)).toBe(true)
    expect(startsGroup(message(2, { identity: 'p-louis' }), message(1))).toBe(true)
    expect(startsGroup(message(2, { name: 'Amina D.' }), message(1))).toBe(true)
    expect(startsGroup(message(9), message(1))).toBe(true)
    expect(startsGroup(message(2, { reply_to: 1 }), message(1))).toBe(true)
  })
})

it('counts as the server does, and never cuts an emoji in two', () => {
  expect(lengthOf('é👍')).toBe(2)
  expect(excerpt('👍'.repeat(5), 3)).toBe('👍👍…')
  expect(excerpt(' a\n\n b ')).toBe('a b')
})
