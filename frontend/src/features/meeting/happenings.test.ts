import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Pushed, PushState } from '../../api/push'
import type { Entry } from '../../call/types'
import { send, tryAgain } from './chat/outbox'
import { raiseHand } from './hands/hands'
import { lookAgain, startHappenings, stopHappenings, useHappenings } from './happenings'

const { finish, listen, hangUp } = vi.hoisted(() => ({ finish: vi.fn(), listen: vi.fn(), hangUp: vi.fn() }))
vi.mock('../../call/call', () => ({ finish }))
vi.mock('../../api/push', () => ({ listen }))
vi.mock('../../call/announcer', () => ({ announce: vi.fn() }))

const entry: Entry = {
  identity: 'p-me',
  pass: 'secret',
  ticket: 't',
  role: 'guest',
  admits: false,
  livekit: { url: 'ws://x', single_peer_connection: true, relays: false },
  push: { url: 'http://x/push' },
  room: { slug: 'abc-defg-hij', name: '' },
}
const snapshot = { opened_at: '2026-11-23T09:00:00.000Z', messages: [], hands: [], cursor: 7 }

type Line = { from: number; onEvent: (event: Pushed) => void; onState: (state: PushState) => void }
const line = (): Line => listen.mock.calls.at(-1)?.[0]
const known = () => useHappenings.getState()
const message = (id: number, text: string, identity = 'p-me') => ({
  id,
  identity,
  name: identity,
  text,
  reply_to: null,
  sent_at: '2026-11-23T09:00:01.000Z',
  edited_at: null,
  deleted: false,
})

/** What our server answers, in turn; a missing answer is a server that is not there. */
let answers: (object | number | 'gone')[] = []
const asked = vi.fn(async (path: string, init: RequestInit) => {
  const answer = answers.shift() ?? 'gone'
  if (answer === 'gone') throw new TypeError(`no answer to ${init.method} ${path}`)
  if (answer === 401) return Response.json({ code: 'pass.invalid', message: 'No.' }, { status: 401 })
  if (answer === 429) return Response.json({ code: 'rate.limited', message: 'Slowly.' }, { status: 429 })
  return Response.json(answer)
})

const settled = () => vi.advanceTimersByTimeAsync(0)

async function enter(): Promise<void> {
  answers = [snapshot]
  startHappenings(entry)
  await settled()
  line().onState('open')
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', asked)
  listen.mockReturnValue(hangUp)
})

afterEach(() => {
  stopHappenings()
  useHappenings.setState({ pass: '' })
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

describe('following a meeting', () => {
  it('listens from where the snapshot ends, with the pass', async () => {
    await enter()
    expect(asked.mock.calls[0]?.[0]).toBe('/api/meeting')
    expect(new Headers(asked.mock.calls[0]?.[1].headers).get('Authorization')).toBe('Bearer secret')
    expect(line()).toMatchObject({ url: 'http://x/push', pass: 'secret', from: 7 })
    expect(known()).toMatchObject({ line: 'live', loaded: true })
  })

  it('lets me act before the news of the others are asked for', async () => {
    let draw = () => {}
    startHappenings(entry, new Promise((resolve) => (draw = resolve)))
    await settled()
    expect(asked).not.toHaveBeenCalled()
    answers = [[]]
    await raiseHand(true)
    expect(new Headers(asked.mock.calls[0]?.[1].headers).get('Authorization')).toBe('Bearer secret')
    answers = [snapshot]
    draw()
    await settled()
    expect(asked.mock.calls.at(-1)?.[0]).toBe('/api/meeting')
  })

  it('keeps trying while our server is not there, slower and slower', async () => {
    answers = ['gone', 'gone']
    startHappenings(entry)
    await settled()
    expect(known()).toMatchObject({ line: 'cut', loaded: false })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toHaveBeenCalledTimes(2)
    answers = [snapshot]
    await vi.advanceTimersByTimeAsync(1_900)
    expect(asked).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(200)
    expect(known().loaded).toBe(true)
  })

  it('tries at once when asked to', async () => {
    answers = ['gone']
    startHappenings(entry)
    await settled()
    answers = [snapshot]
    lookAgain()
    await settled()
    expect(known().loaded).toBe(true)
  })

  it('keeps what it knows through a cut, and looks at everything again after it', async () => {
    await enter()
    line().onEvent({ id: 8, event: 'message', data: message(1, 'avant', 'p-amina') })
    line().onState('cut')
    expect(known()).toMatchObject({ line: 'cut', messages: [{ id: 1 }] })
    answers = [{ ...snapshot, messages: [message(1, 'avant', 'p-amina'), message(2, 'pendant')], cursor: 9 }]
    line().onState('open')
    await settled()
    expect(known().messages.map(({ id }) => id)).toEqual([1, 2])
    expect(listen).toHaveBeenCalledTimes(1)
  })

  it('does not show the laughter of long ago after a long cut', async () => {
    await enter()
    const laugh = (id: number) =>
      line().onEvent({ id, event: 'reaction', data: { identity: 'p-a', name: 'A', kind: 'laugh' } })
    line().onState('cut')
    await vi.advanceTimersByTimeAsync(30_000)
    line().onState('open')
    laugh(8)
    expect(known().reactions).toEqual([])
    await vi.advanceTimersByTimeAsync(2_000)
    laugh(9)
    expect(known().reactions).toHaveLength(1)
  })

  it('looks again now and then, though nothing seems lost', async () => {
    await enter()
    answers = [{ ...snapshot, messages: [message(3, 'perdu')], cursor: 20 }]
    await vi.advanceTimersByTimeAsync(150_000)
    expect(known().messages).toHaveLength(1)
  })

  it('stops when the pass is worth nothing any more', async () => {
    await enter()
    answers = [401]
    lookAgain()
    await settled()
    expect(known().line).toBe('over')
    expect(hangUp).toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('closes the call when the meeting is ended for all', async () => {
    await enter()
    line().onEvent({ id: 8, event: 'ended', data: { by: 'Amina' } })
    expect(finish).toHaveBeenCalledWith('ended_for_all')
  })

  it('goes on with the same pass after a rejoin, and starts over with another', async () => {
    await enter()
    line().onEvent({ id: 8, event: 'message', data: message(1, 'a', 'p-amina') })
    answers = [{ ...snapshot, messages: [message(1, 'a', 'p-amina')] }]
    startHappenings({ ...entry, ticket: 'new' })
    expect(known().messages).toHaveLength(1)
    await settled()
    answers = [snapshot]
    startHappenings({ ...entry, pass: 'other' })
    expect(known()).toMatchObject({ messages: [], loaded: false })
  })
})

describe('sending', () => {
  const states = () => known().pending.map(({ text, state, why }) => [text, state, why])

  it('shows the message at once, then the real one in its place', async () => {
    await enter()
    answers = [message(5, 'bonjour')]
    send('bonjour', null)
    expect(states()).toEqual([['bonjour', 'sending', null]])
    await settled()
    expect(known()).toMatchObject({ pending: [], messages: [{ id: 5 }] })
  })

  it('is one copy when the stream is quicker than the answer', async () => {
    await enter()
    answers = [message(5, 'bonjour')]
    send('bonjour', null)
    line().onEvent({ id: 8, event: 'message', data: message(5, 'bonjour') })
    expect(known()).toMatchObject({ pending: [], messages: [{ id: 5 }] })
    await settled()
    expect(known()).toMatchObject({ pending: [], messages: [{ id: 5 }] })
  })

  it('keeps the order in which two quick messages were written', async () => {
    await enter()
    answers = [message(5, 'un'), message(6, 'deux')]
    send('un', null)
    send('deux', null)
    expect(states().map(([, state]) => state)).toEqual(['sending', 'waiting'])
    await settled()
    expect(asked.mock.calls.slice(1).map(([, { body }]) => JSON.parse(String(body)).text)).toEqual([
      'un',
      'deux',
    ])
    expect(known().messages.map(({ text }) => text)).toEqual(['un', 'deux'])
  })

  it('keeps the text when our server is not there, and sends it when tried again', async () => {
    await enter()
    send('un', null)
    send('deux', null)
    await settled()
    expect(states()).toEqual([
      ['un', 'failed', null],
      ['deux', 'failed', null],
    ])
    answers = [message(5, 'deux')]
    tryAgain(known().pending[1]?.key ?? '')
    await settled()
    expect(states()).toEqual([['un', 'failed', null]])
    expect(known().messages).toHaveLength(1)
  })

  it('says why the server refused, and goes on with the next', async () => {
    await enter()
    answers = [429, message(6, 'deux')]
    send('un', null)
    send('deux', null)
    await settled()
    expect(states()).toEqual([['un', 'failed', 'Slowly.']])
  })

  it('is not sent twice when only the answer was lost', async () => {
    await enter()
    send('bonjour', null)
    await settled()
    expect(states()).toEqual([['bonjour', 'failed', null]])
    line().onEvent({ id: 8, event: 'message', data: message(5, 'bonjour') })
    expect(known()).toMatchObject({ pending: [], messages: [{ id: 5 }] })
  })

  it('gives up a server that holds the line without a word', async () => {
    await enter()
    vi.useRealTimers()
    const waits = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    asked.mockImplementationOnce(async (_, { signal }) => {
      throw signal?.reason ?? new Error('no signal')
    })
    send('bonjour', null)
    await vi.waitFor(() => expect(states()).toEqual([['bonjour', 'failed', null]]))
    waits.mockRestore()
  })
})
