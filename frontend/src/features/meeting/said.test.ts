import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { quiet, useCall } from '../../call/store'
import type { Entry } from '../../call/types'
import { loadWords, speak } from '../../words/words'
import { useDesk } from './chat/desk'
import type { Message } from './chat/messages'
import type { Change } from './hands/queue'
import { after, type Happening, type Known, nothingYet } from './happened'
import { sayHappening } from './said'

const { announce, toast, setMicrophone, chime } = vi.hoisted(() => ({
  announce: vi.fn(),
  toast: vi.fn(),
  setMicrophone: vi.fn(),
  chime: vi.fn(),
}))
vi.mock('../../call/chime', () => ({ chime }))
vi.mock('../../call/call', () => ({ setMicrophone }))
vi.mock('../../call/announcer', () => ({ announce }))
vi.mock('../../ui/toasts', () => ({ toast }))

const start: Known = { ...nothingYet, me: 'p-me' }
const message = (id: number, change: Partial<Message> = {}): Message => ({
  id,
  identity: 'p-amina',
  name: 'Amina',
  text: 'bonjour',
  reply_to: null,
  sent_at: '2026-11-23T09:00:00Z',
  edited_at: null,
  to: 'everyone',
  deleted: false,
  ...change,
})
const queue = (...identities: string[]) =>
  identities.map((identity, at) => ({ identity, name: identity, raised_at: '', place: at + 1 }))
const hands = (id: number, change: Change, ...identities: string[]): Happening => ({
  id,
  event: 'hands',
  data: { hands: queue(...identities), change },
})
const did = (by: string, what: 'raised' | 'lowered' | 'called', identity = by): Change => ({
  what,
  identity,
  name: identity,
  by,
})

function hear(known: Known, ...news: Happening[]): Known {
  return news.reduce((before, happening) => {
    const now = after(before, happening, Date.now())
    sayHappening(happening, before, now)
    return now
  }, known)
}

const said = () => announce.mock.calls.map(([kind, key, values]) => [kind, key, values])

beforeAll(async () => {
  await loadWords('meeting')
  await speak('en')
})

beforeEach(() => {
  vi.useFakeTimers()
  vi.advanceTimersByTime(60_000)
  announce.mockClear()
  toast.mockClear()
  setMicrophone.mockClear()
  chime.mockClear()
  useDesk.setState({ isOpen: true })
  useCall.setState(quiet)
})

afterEach(() => vi.useRealTimers())

describe('messages', () => {
  const came = (id: number, change?: Partial<Message>): Happening => ({
    id: id + 100,
    event: 'message',
    data: message(id, change),
  })

  it('are read out to those who have the discussion open', () => {
    hear(start, came(1))
    expect(said()).toEqual([['message', 'chat.said', { name: 'Amina', text: 'bonjour' }]])
  })
  it('are only counted for the others, and when they come in a heap', () => {
    useDesk.setState({ isOpen: false })
    const known = hear(start, came(1))
    useDesk.setState({ isOpen: true })
    hear(known, came(2), came(3))
    expect(said()).toEqual(Array.from({ length: 3 }, () => ['messages', 'chat.came', { name: 'Amina' }]))
  })
  it('are said once: not mine, not again when edited or deleted', () => {
    const known = hear(start, came(1, { identity: 'p-me' }), came(2))
    hear(
      known,
      came(2, { edited_at: '2026-11-23T10:00:00Z', text: 'x' }),
      came(2, { deleted: true, text: null }),
    )
    expect(said()).toHaveLength(1)
  })
})

describe('hands', () => {
  const raised = (id: number, ...identities: string[]) =>
    hands(id, did(identities.at(-1) ?? '', 'raised'), ...identities)

  it('of others are said by name, and their places to nobody else', () => {
    hear(
      start,
      raised(1, 'p-amina'),
      raised(2, 'p-amina', 'p-louis'),
      hands(3, did('p-amina', 'lowered'), 'p-louis'),
    )
    expect(said()).toEqual([
      ['hand', 'hands.raised', { name: 'p-amina' }],
      ['hand', 'hands.raised', { name: 'p-louis' }],
    ])
    expect(toast).not.toHaveBeenCalled()
  })
  it('of others ring for whoever leads the meeting', () => {
    hear(start, raised(1, 'p-amina'))
    expect(chime).not.toHaveBeenCalled()
    useCall.setState({ entry: { role: 'owner' } as Entry })
    hear(start, raised(1, 'p-amina'), raised(2, 'p-amina', 'p-me'))
    expect(chime.mock.calls).toEqual([['hand']])
  })
  it('of mine: my place, and each time I come nearer', () => {
    hear(start, raised(1, 'p-amina', 'p-me'), hands(2, null, 'p-me'))
    expect(said().slice(1)).toEqual([
      ['own', 'hands.my_place', { place: 2 }],
      ['own', 'hands.my_new_place', { place: 1 }],
    ])
  })
  it('lowered by the organiser are no invitation to speak, not even the first', () => {
    hear(start, raised(1, 'p-me'), hands(2, did('p-host', 'lowered', 'p-me')))
    expect(toast.mock.calls).toEqual([['hands.lowered_by_other']])
  })
  it('lowered because I was away are said to be so', () => {
    hear(start, raised(1, 'p-me'), hands(2, null))
    expect(toast.mock.calls).toEqual([['hands.lowered_absent']])
  })
  it('lowered by myself are only said', () => {
    hear(start, raised(1, 'p-me'), hands(2, did('p-me', 'lowered')))
    expect(said().at(-1)).toEqual(['own', 'hands.lowered', undefined])
    expect(toast).not.toHaveBeenCalled()
  })
  it('whose turn has come are shown to all; whoever called them has seen it', () => {
    hear(start, raised(1, 'p-amina'), hands(2, did('p-host', 'called', 'p-amina')))
    expect(toast.mock.calls).toEqual([['hands.next_is', { name: 'p-amina' }]])
    toast.mockClear()
    hear(start, raised(1, 'p-amina'), hands(2, did('p-me', 'called', 'p-amina')))
    expect(toast).not.toHaveBeenCalled()
  })
  it('of mine, when my turn has come, offer the microphone that is off', () => {
    const myTurn = [raised(1, 'p-me'), hands(2, did('p-host', 'called', 'p-me'))]
    useCall.setState({ microphone: 'on' })
    hear(start, ...myTurn)
    expect(toast).toHaveBeenCalledWith('hands.your_turn', undefined, { kind: 'good', action: undefined })
    useCall.setState({ microphone: 'off' })
    hear(start, ...myTurn)
    const { action } = toast.mock.lastCall?.[2] ?? {}
    expect(setMicrophone).not.toHaveBeenCalled()
    action.onPress()
    expect(setMicrophone).toHaveBeenCalledWith(true)
    expect(chime).toHaveBeenCalledWith('turn')
  })
  it('known from a newer snapshot are not said again', () => {
    const known = { ...start, hands: queue('p-amina'), handsFrom: 9, cursor: 9 }
    hear(known, hands(2, did('p-host', 'called', 'p-louis'), 'p-amina'))
    expect(toast).not.toHaveBeenCalled()
  })
})

it('says reactions as counts, a while after the first, and not all the time', () => {
  const react = (id: number, kind: 'clap' | 'heart', identity = 'p-amina'): Happening => ({
    id,
    event: 'reaction',
    data: { identity, name: identity, kind },
  })
  const known = hear(start, react(1, 'clap'), react(2, 'heart'), react(3, 'clap'), react(4, 'clap', 'p-me'))
  expect(announce).not.toHaveBeenCalled()
  vi.advanceTimersByTime(3_000)
  expect(said()).toEqual([['reaction', 'reactions.said', { list: '2 × Applause, 1 × Heart' }]])
  hear(known, react(5, 'clap'))
  vi.advanceTimersByTime(3_000)
  expect(announce).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(10_000)
  expect(announce).toHaveBeenCalledTimes(2)
})
