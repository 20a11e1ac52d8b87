import { RoomEvent } from 'livekit-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { join, leave } from './connect'
import { theRoom } from './room'
import { useCall } from './store'
import type { Entry } from './types'

/** A Room whose line stands when the test says so. */
vi.mock('livekit-client', async (original) => {
  const real = await original<typeof import('livekit-client')>()
  const { EventEmitter } = await import('node:events')
  class FakeRoom extends EventEmitter {
    options = {}
    engine: { pcManager?: object } = {}
    remoteParticipants = new Map()
    localParticipant = { identity: 'me', isLocal: true, attributes: {}, trackPublications: new Map() }
    connect = vi.fn()
    disconnect = vi.fn(async () => {})
  }
  return { ...real, Room: FakeRoom }
})

const entry: Entry = {
  identity: 'me',
  pass: 'secret',
  ticket: 'ticket',
  role: 'guest',
  admits: false,
  livekit: { url: 'ws://sfu', single_peer_connection: true, relays: false },
  push: { url: '/push' },
  room: { slug: 'abc-defg-hij', name: '' },
}

type FakeRoom = {
  engine: { pcManager?: object }
  connect: ReturnType<typeof vi.fn>
  emit: (event: string) => void
}
const room = () => theRoom() as unknown as FakeRoom
const inIce = (state: string) => ({ publisher: { getICEConnectionState: () => state } })
const track = () => ({ readyState: 'ended', stop: vi.fn() }) as unknown as MediaStreamTrack
const given = () => room().connect.mock.calls.at(-1)?.[2].rtcConfig

let stand: () => void
let fail: (why: Error) => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
  room().engine = {}
  room().connect.mockImplementation(
    () =>
      new Promise<void>((resolve, reject) => {
        stand = resolve
        fail = reject
      }),
  )
})
afterEach(async () => {
  stand()
  await leave()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('nothing is drawn until the browser has the answer of the SFU and looks for its way', async () => {
  join(entry, {})
  room().engine = { pcManager: inIce('new') }
  room().emit(RoomEvent.SignalConnected)
  await vi.advanceTimersByTimeAsync(100)
  expect(useCall.getState()).toMatchObject({ phase: 'connecting', entry: null })
  room().engine = { pcManager: inIce('checking') }
  await vi.advanceTimersByTimeAsync(20)
  expect(useCall.getState()).toMatchObject({ phase: 'connecting', entry, me: 'me', order: ['me'] })
})

test('whoever is inside before anything was drawn is drawn at once', async () => {
  const { inside } = join(entry, {})
  stand()
  await inside
  expect(useCall.getState()).toMatchObject({ phase: 'connected', entry, order: ['me'] })
})

test('a line that fails gives the devices back', async () => {
  const [video, late] = [track(), track()]
  const { welcomed, inside } = join(entry, { video, opening: { microphone: Promise.resolve(late) } })
  const refused = expect(inside).rejects.toThrow('refused')
  fail(new Error('refused'))
  await refused
  await welcomed
  expect(video.stop).toHaveBeenCalledOnce()
  expect(late.stop).toHaveBeenCalledOnce()
  expect(useCall.getState()).toMatchObject({ phase: 'idle', entry: null })
})

test('whoever leaves while the line is made leaves no camera on', async () => {
  const video = track()
  const { welcomed, inside } = join(entry, { video })
  await leave()
  stand()
  await Promise.all([welcomed, inside])
  expect(video.stop).toHaveBeenCalledOnce()
  expect(useCall.getState().phase).toBe('ended')
})

test('only a LiveKit with relays is believed about whom to ask for a way', () => {
  join(entry, {})
  expect(given().iceServers).toEqual([])
  join({ ...entry, livekit: { ...entry.livekit, relays: true } }, {})
  expect(given()).not.toHaveProperty('iceServers')
})
