import { beforeEach, expect, test, vi } from 'vitest'

type Reader = { info: { attributes: Record<string, string> }; readAll: () => Promise<string> }
type Handler = (reader: Reader, from: { identity: string }) => Promise<void>

const handlers = vi.hoisted((): Record<string, Handler> => ({}))

vi.mock('livekit-client', async (original) => {
  const { EventEmitter } = await import('node:events')
  class FakeRoom extends EventEmitter {
    remoteParticipants = new Map()
    registerTextStreamHandler(topic: string, handler: Handler) {
      handlers[topic] = handler
    }
    getParticipantByIdentity(identity: string) {
      return this.remoteParticipants.get(identity)
    }
  }
  return { ...(await original<typeof import('livekit-client')>()), Room: FakeRoom }
})

const { RoomEvent } = await import('livekit-client')
await import('./captions')
const { forgetLines, useLines } = await import('./lines')
const { theRoom } = await import('./room')

type Told = { identity: string; isAgent: boolean; sid?: string; attributes?: Record<string, string> }
// biome-ignore lint/suspicious/noExplicitAny: a stand-in for LiveKit's own
const room = theRoom() as any
const inside = (...told: Told[]) => {
  room.remoteParticipants = new Map(
    told.map((one) => [one.identity, { attributes: {}, sid: 'PA_1', ...one }]),
  )
  room.emit(RoomEvent.ParticipantConnected)
}
const says = (identity: string, text: string) =>
  handlers['lk.transcription']?.(
    {
      info: { attributes: { 'lk.segment_id': text, 'visio.identity': 'p-claire', 'visio.at': '1' } },
      readAll: async () => text,
    },
    { identity },
  )
const texts = () => useLines.getState().lines.map(({ text }) => text)

beforeEach(() => {
  inside()
  forgetLines()
})

test('only the captioner is believed, and only when LiveKit says that it is a machine', async () => {
  inside({ identity: 'captioner', isAgent: true }, { identity: 'p-mallory', isAgent: false })
  await says('captioner', 'what Claire said')
  await says('p-mallory', 'what Claire never said')
  await says('p-nobody', 'from nowhere')
  expect(texts()).toEqual(['what Claire said'])
})

test('neither a person who bears its name nor another machine is the captioner', async () => {
  inside({ identity: 'captioner', isAgent: false }, { identity: 'recorder', isAgent: true })
  await says('captioner', 'forged')
  await says('recorder', 'forged')
  expect(texts()).toEqual([])
  expect(useLines.getState().writer).toBe('gone')
})

test('how the captioner is, is known, and that it came anew', () => {
  const captioner = { identity: 'captioner', isAgent: true }
  inside({ ...captioner, sid: 'PA_2', attributes: { captions: 'ready' } })
  expect(useLines.getState()).toMatchObject({ writer: 'ready', stays: 1 })
  inside({ ...captioner, sid: 'PA_2', attributes: { captions: 'absent' } })
  expect(useLines.getState()).toMatchObject({ writer: 'absent', stays: 1 })
  inside()
  expect(useLines.getState().writer).toBe('gone')
  inside({ ...captioner, sid: 'PA_3', attributes: { captions: 'what?' } })
  expect(useLines.getState()).toMatchObject({ writer: 'starting', stays: 2 })
})
