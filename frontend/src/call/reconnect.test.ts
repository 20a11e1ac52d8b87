import { DisconnectReason, RoomEvent } from 'livekit-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import './call'
import { join, leave } from './connect'
import { publishMicrophone } from './own'
import { giveUpAfterMs } from './patience'
import { theRoom } from './room'
import { useCall } from './store'
import type { Ending, Entry, Phase } from './types'

/** A Room that keeps what it was told and says what the test wants. */
// What is said aloud has its own test.
vi.mock('./telling', () => ({ tellAloud: vi.fn() }))
vi.mock('./own', async (original) => ({
  ...(await original<typeof import('./own')>()),
  publishMicrophone: vi.fn(async () => {}),
}))
vi.mock('livekit-client', async (original) => {
  const real = await original<typeof import('livekit-client')>()
  const { EventEmitter } = await import('node:events')
  class FakeRoom extends EventEmitter {
    options = {}
    engine = {}
    canPlaybackAudio = true
    remoteParticipants = new Map()
    localParticipant = Object.assign(new EventEmitter(), {
      identity: 'me',
      isLocal: true,
      sid: '',
      attributes: {},
      trackPublications: new Map(),
    })
    abortController?: AbortController
    connect = vi.fn(async () => {})
    disconnect = vi.fn(async () => {})
    prepareConnection = vi.fn(async () => {})
    getParticipantByIdentity() {}
    registerTextStreamHandler() {}
  }
  return { ...real, Room: FakeRoom }
})

const entry: Entry = {
  identity: 'me',
  pass: 'secret',
  ticket: 'first',
  role: 'participant',
  admits: false,
  livekit: { url: 'ws://sfu', single_peer_connection: true, relays: false },
  push: { url: '/push' },
  room: { slug: 'abc-defg-hij', name: 'Budget' },
}

type Answer = () => Promise<Response>
let asked: string[]
let answers: Answer[]
let phases: Phase[]
let stopWatching: () => void

const json =
  (status: number, body: unknown): Answer =>
  async () =>
    Response.json(body, { status })
const ticket: Answer = json(200, { ...entry, ticket: 'second' })
const down: Answer = json(503, { code: 'unavailable.livekit', message: '' })
const broken: Answer = json(500, { code: 'unexpected', message: '' })
const busy: Answer = json(429, { code: 'limit.too_many', message: '' })
const cutOff: Answer = () => Promise.reject(new TypeError('no network'))

const line = () =>
  theRoom() as unknown as {
    connect: ReturnType<typeof vi.fn>
    emit: (event: string, ...args: unknown[]) => void
    abortController?: AbortController
  }
/** A line that waits for its media until it is given up, as LiveKit's own does. */
const waitsForMedia = () =>
  line().connect.mockImplementationOnce(() => {
    const given = new AbortController()
    line().abortController = given
    return new Promise((_, reject) => {
      given.signal.addEventListener('abort', () => reject(new Error('given up')))
    })
  })
const ending = (): Ending | null => useCall.getState().ending

beforeEach(async () => {
  vi.useFakeTimers()
  asked = []
  answers = []
  phases = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return (answers.shift() ?? ticket)()
  })
  line().connect.mockReset().mockResolvedValue(undefined)
  await join(entry, {}).inside
  stopWatching = useCall.subscribe(({ phase }, before) => {
    if (phase !== before.phase) phases.push(phase)
  })
})
afterEach(async () => {
  stopWatching()
  await leave()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('a cut that LiveKit mends is told with its start, and forgotten', () => {
  line().emit(RoomEvent.SignalReconnecting)
  expect(useCall.getState()).toMatchObject({ phase: 'reconnecting', cutSince: Date.now() })
  line().emit(RoomEvent.Reconnected)
  expect(useCall.getState()).toMatchObject({ phase: 'connected', cutSince: null })
  expect(asked).toEqual([])
})

test('what could not be sent while the line was cut is sent once LiveKit has mended it', async () => {
  vi.mocked(publishMicrophone).mockClear()
  line().emit(RoomEvent.SignalReconnecting)
  expect(publishMicrophone).not.toHaveBeenCalled()
  line().emit(RoomEvent.Reconnected)
  await vi.advanceTimersByTimeAsync(0)
  expect(publishMicrophone).toHaveBeenCalledOnce()
})

test('a line LiveKit gives up is made again with a new ticket, and what is open is sent onto it', async () => {
  vi.mocked(publishMicrophone).mockClear()
  line().emit(RoomEvent.SignalReconnecting)
  line().emit(RoomEvent.Disconnected, undefined)
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toEqual(['/api/meeting/rejoin'])
  expect(line().connect).toHaveBeenLastCalledWith('ws://sfu', 'second', expect.anything())
  expect(phases).toEqual(['reconnecting', 'rejoining', 'connected'])
  expect(publishMicrophone).toHaveBeenCalled()
})

test('a server that starts again is asked until it has, within ten seconds', async () => {
  answers = [cutOff, down, broken, busy]
  line().emit(RoomEvent.Disconnected, DisconnectReason.SERVER_SHUTDOWN)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(asked).toHaveLength(5)
  expect(useCall.getState().phase).toBe('connected')
})

test('an SFU that takes the ticket and fails is tried again', async () => {
  line().connect.mockRejectedValueOnce(new Error('no media path'))
  line().emit(RoomEvent.Disconnected, undefined)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveLength(2)
  expect(useCall.getState().phase).toBe('connected')
})

test('after a minute and a half it is over, and said so', async () => {
  answers = Array.from({ length: 200 }, () => cutOff)
  line().emit(RoomEvent.Disconnected, undefined)
  await vi.advanceTimersByTimeAsync(giveUpAfterMs - 1_000)
  expect(useCall.getState().phase).toBe('rejoining')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ending()).toBe('connection_lost')
})

test.each([
  [404, 'room.not_found', 'room_deleted'],
  [401, 'pass.invalid', 'ended_for_all'],
])('a refusal (%i %s) is an ending', async (status, code, expected) => {
  answers = [json(status, { code, message: '' })]
  line().emit(RoomEvent.Disconnected, undefined)
  await vi.advanceTimersByTimeAsync(10)
  expect(ending()).toBe(expected)
})

test('leaving while coming back ends it, and the answer on its way changes nothing', async () => {
  let answer: (response: Response) => void = () => {}
  answers = [
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  ]
  line().emit(RoomEvent.Disconnected, undefined)
  await vi.advanceTimersByTimeAsync(10)
  await leave()
  answer(await ticket())
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ending()).toBe('left')
  expect(line().connect).toHaveBeenCalledTimes(1)
})

test('entered elsewhere: over at once, without coming back', async () => {
  line().emit(RoomEvent.Disconnected, DisconnectReason.DUPLICATE_IDENTITY)
  expect(ending()).toBe('elsewhere')
  expect(asked).toEqual([])
})

test('removed: over as soon as our server says that a host meant it', async () => {
  answers = [json(401, { code: 'meeting.removed', message: '' })]
  line().emit(RoomEvent.Disconnected, DisconnectReason.PARTICIPANT_REMOVED)
  await vi.advanceTimersByTimeAsync(10)
  expect(ending()).toBe('removed')
})

test('put out for a ticket that was used up: back with a new one', async () => {
  answers = [json(200, entry)]
  line().emit(RoomEvent.Disconnected, DisconnectReason.PARTICIPANT_REMOVED)
  await vi.advanceTimersByTimeAsync(10)
  expect(ending()).toBe(null)
  expect(useCall.getState().phase).toBe('connected')
})

test('a room that LiveKit deleted was ended by its owner, or its address is gone too', async () => {
  answers = [json(200, {})]
  line().emit(RoomEvent.Disconnected, DisconnectReason.ROOM_DELETED)
  await vi.advanceTimersByTimeAsync(10)
  expect(ending()).toBe('ended_for_all')

  await join(entry, {}).inside
  answers = [json(404, { code: 'room.not_found', message: '' })]
  line().emit(RoomEvent.Disconnected, DisconnectReason.ROOM_DELETED)
  await vi.advanceTimersByTimeAsync(10)
  expect(ending()).toBe('room_deleted')
})

test.each([
  DisconnectReason.PARTICIPANT_REMOVED,
  DisconnectReason.ROOM_DELETED,
  DisconnectReason.SERVER_SHUTDOWN,
])('whoever is put out (%i) while the line is made is back at the door at once', async (reason) => {
  await leave()
  waitsForMedia()
  const refused = expect(join(entry, {}).inside).rejects.toThrow('given up')
  line().emit(RoomEvent.Disconnected, reason)
  // No time passes: nothing was waited for.
  await refused
  expect(useCall.getState()).toMatchObject({ phase: 'idle', entry: null })
})

test('whoever is put out while coming back asks again at once, and is told', async () => {
  waitsForMedia()
  answers = [ticket, json(403, { code: 'room.members_only', message: '' })]
  line().emit(RoomEvent.Disconnected, undefined)
  await vi.advanceTimersByTimeAsync(10)
  expect(useCall.getState().phase).toBe('rejoining')
  line().emit(RoomEvent.Disconnected, DisconnectReason.PARTICIPANT_REMOVED)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toHaveLength(2)
  expect(ending()).toBe('refused')
})

test('an entry that fails leaves nothing behind', async () => {
  await leave()
  line().connect.mockRejectedValueOnce(new Error('refused'))
  await expect(join(entry, {}).inside).rejects.toThrow('refused')
  expect(useCall.getState()).toMatchObject({ phase: 'idle', order: [], entry: null })
})

test('put out, with a pass that is worth nothing: they are out, and the meeting goes on', async () => {
  answers = [json(401, { code: 'pass.invalid', message: '' })]
  line().emit(RoomEvent.Disconnected, DisconnectReason.PARTICIPANT_REMOVED)
  await vi.advanceTimersByTimeAsync(10)
  expect(ending()).toBe('removed')
})
