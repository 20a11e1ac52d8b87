import { describe, expect, it } from 'vitest'
import type { Message } from './chat/messages'
import type { Hand } from './hands/queue'
import { after, afterSnapshot, type Happening, type Known, nothingYet, type Snapshot } from './happened'

const start: Known = { ...nothingYet, me: 'p-me' }
const opened_at = '2026-11-23T09:00:00.000Z'

const hand = (identity: string, place: number): Hand => ({
  identity,
  name: identity,
  raised_at: opened_at,
  place,
})

const message = (id: number): Message => ({
  id,
  identity: 'p-amina',
  name: 'Amina',
  text: `message ${id}`,
  reply_to: null,
  sent_at: opened_at,
  edited_at: null,
  to: 'everyone',
  deleted: false,
})

const said = (id: number): Happening => ({ id: id + 100, event: 'message', data: message(id) })
const hands = (id: number, ...data: Hand[]): Happening => ({
  id,
  event: 'hands',
  data: { hands: data, change: null },
})
const clap = (id: number): Happening => ({
  id,
  event: 'reaction',
  data: { identity: 'p-amina', name: 'Amina', kind: 'clap' },
})

const all = (known: Known, ...news: Happening[]) =>
  news.reduce((before, next) => after(before, next, 0), known)

describe('news', () => {
  it('may come twice', () => {
    const once = all(start, said(1), clap(102), hands(103, hand('p-amina', 1)))
    expect(all(once, said(1), clap(102), hands(103, hand('p-amina', 1)))).toEqual(once)
  })

  it('move the cursor forward only', () => {
    expect(all(start, said(3), said(1)).cursor).toBe(103)
  })

  it('keep only what a strip can show of reactions', () => {
    const many = Array.from({ length: 500 }, (_, at) => clap(at + 1))
    expect(all(start, ...many).reactions).toHaveLength(60)
  })

  it('say the hands in the order of their places', () => {
    const known = all(start, hands(1, hand('p-louis', 2), hand('p-amina', 1)))
    expect(known.hands.map(({ identity }) => identity)).toEqual(['p-amina', 'p-louis'])
  })
})

const quiet: Pick<Snapshot, 'powers' | 'spotlight' | 'reports' | 'blocked'> = {
  powers: { chat: 'hosts' },
  spotlight: '',
  reports: [],
  blocked: [],
}

describe('what hosts do', () => {
  const by = { by: 'p-host', by_name: 'Alice', people: [{ identity: 'p-me', name: 'Me' }] }

  it('asks me to unmute, and not somebody else', () => {
    const asked = { id: 101, event: 'moderated', data: { verb: 'asked_to_unmute', ...by } } as const
    expect(all(start, asked).asked).toBe('Alice')
    expect(all({ ...start, me: 'p-other' }, asked).asked).toBe(null)
  })

  it('puts somebody in front and says who may do what, once', () => {
    const lit = {
      id: 101,
      event: 'spotlight',
      data: { identity: 'p-amina', by: 'p-host', by_name: 'Alice' },
    } as const
    const given = { id: 102, event: 'powers', data: { powers: { chat: 'nobody' }, by: 'Alice' } } as const
    const known = all(start, lit, given)
    expect(known).toMatchObject({ spotlight: 'p-amina', powers: { chat: 'nobody' } })
    expect(all({ ...known, spotlight: '' }, lit).spotlight).toBe('')
  })

  it('is not undone by a snapshot from before', () => {
    const given = { id: 120, event: 'powers', data: { powers: { chat: 'nobody' }, by: 'Alice' } } as const
    const known = all(start, given)
    const late = { opened_at, messages: [], hands: [], captions: false, cursor: 110, ...quiet }
    expect(afterSnapshot(known, late).powers).toEqual({ chat: 'nobody' })
  })
})

describe('a snapshot', () => {
  const snapshot = {
    opened_at,
    messages: [message(1), message(2)],
    hands: [hand('p-amina', 1)],
    captions: false,
    cursor: 110,
    ...quiet,
  }

  it('gives a late comer what was said', () => {
    const known = afterSnapshot(start, snapshot)
    expect(known.messages.map(({ id }) => id)).toEqual([1, 2])
    expect(known).toMatchObject({ hands: [{ identity: 'p-amina' }], cursor: 110, me: 'p-me' })
  })

  it('that is late takes nothing away that the stream told meanwhile', () => {
    const known = all(afterSnapshot(start, snapshot), said(3), hands(120))
    const later = afterSnapshot(known, snapshot)
    expect(later.messages.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(later).toMatchObject({ hands: [], cursor: 120 })
  })

  it('brings what the stream lost', () => {
    const known = all(afterSnapshot(start, snapshot), said(9))
    const messages = [1, 2, 5, 9].map(message)
    expect(afterSnapshot(known, { ...snapshot, messages, cursor: 130 }).messages).toEqual(messages)
  })

  it('of another meeting in the same room starts over, and keeps what waits to be sent', () => {
    const waiting = {
      key: 'a',
      text: 'x',
      replyTo: null,
      toHosts: false,
      writtenAt: 0,
      after: 0,
      state: 'failed',
      why: null,
    } as const
    const known = { ...afterSnapshot(start, snapshot), pending: [waiting] }
    const next = afterSnapshot(known, {
      opened_at: '2026-11-24T09:00:00Z',
      ...quiet,
      messages: [],
      hands: [],
      captions: false,
      cursor: 200,
    })
    expect(next).toMatchObject({ messages: [], hands: [], pending: [waiting], me: 'p-me' })
  })
})

describe('captions', () => {
  const switched = (id: number, on: boolean): Happening => ({
    id,
    event: 'captions',
    data: { on, identity: 'p-amina', name: 'Amina' },
  })

  it('are on or off as the last news says, in whatever order they come', () => {
    expect(all(start, switched(5, true)).captions).toBe(true)
    expect(all(start, switched(6, false), switched(5, true)).captions).toBe(false)
  })

  it('are as a late snapshot says only when nothing newer is known', () => {
    const snapshot = { opened_at, messages: [], hands: [], captions: false, cursor: 4, ...quiet }
    expect(afterSnapshot(all(start, switched(5, true)), snapshot).captions).toBe(true)
    expect(afterSnapshot(start, { ...snapshot, captions: true }).captions).toBe(true)
  })
})
