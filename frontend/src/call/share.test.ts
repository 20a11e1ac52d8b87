import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { announce } from './announcer'
import { look } from './look'
import { closeShares, publishShares, setShareMode, share, stopShare } from './share'
import { retune } from './share-mode'
import { sizeOf } from './size'
import { quiet, useCall } from './store'
import type { Picture } from './types'

type Options = { name: string; source: string; screenShareEncoding?: { maxBitrate: number } }

const line = vi.hoisted(() => ({
  publishTrack: vi.fn(async (_track: unknown, _options: Options) => {}),
  unpublishTrack: vi.fn(async () => {}),
}))

vi.mock('livekit-client', () => {
  class FakeTrack {
    constructor(readonly mediaStreamTrack: MediaStreamTrack) {}
    async setDegradationPreference() {}
    stop() {
      this.mediaStreamTrack.stop()
    }
  }
  return {
    LocalVideoTrack: class extends FakeTrack {},
    LocalAudioTrack: class extends FakeTrack {},
    Track: { Source: { ScreenShare: 'screen_share', ScreenShareAudio: 'screen_share_audio' } },
  }
})
vi.mock('./announcer', () => ({ announce: vi.fn() }))
vi.mock('./look', () => ({ look: vi.fn() }))
vi.mock('./room', () => ({ theRoom: () => ({ localParticipant: { identity: 'me', ...line } }) }))
vi.mock('./size', () => ({ sizeOf: vi.fn() }))
vi.mock('./share-mode', async (original) => ({
  ...(await original<typeof import('./share-mode')>()),
  retune: vi.fn(),
}))

function screen() {
  const track = Object.assign(new EventTarget(), { kind: 'video', contentHint: '', stop: vi.fn() })
  const stream = { getTracks: () => [track], getVideoTracks: () => [track], getAudioTracks: () => [] }
  return { track, stream: stream as unknown as MediaStream }
}

let pick: (stream: MediaStream) => void
const asText = () => share({ mode: 'text', sound: false })
/** Shared, as text. */
async function shared() {
  const { track, stream } = screen()
  const sharing = asText()
  pick(stream)
  const id = await sharing
  if (!id) throw new Error('nothing is shared')
  return { id, track }
}

beforeEach(() => {
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getDisplayMedia: () =>
        new Promise<MediaStream>((resolve) => {
          pick = resolve
        }),
    },
  })
  vi.mocked(sizeOf).mockResolvedValue({ width: 1280, height: 720 })
  line.publishTrack.mockReset().mockResolvedValue(undefined)
  useCall.setState({ ...quiet, phase: 'connected' })
})
afterEach(() => {
  closeShares()
  vi.clearAllMocks()
  vi.unstubAllGlobals()
})

test('a screen is sent with what its first picture needs', async () => {
  const { id } = await shared()
  expect(id).toMatch(/^me\/screen-/)
  const [, options] = line.publishTrack.mock.calls[0] ?? []
  expect(options).toMatchObject({ source: 'screen_share', screenShareEncoding: { maxBitrate: 1_111_111 } })
  expect(useCall.getState().choosingScreen).toBe(false)
})

test('a screen that is picked when the call is over, or in the next one, is let go at once', async () => {
  const { track, stream } = screen()
  const sharing = asText()
  closeShares()
  pick(stream)
  expect(await sharing).toBeNull()
  expect(track.stop).toHaveBeenCalled()
  expect(line.publishTrack).not.toHaveBeenCalled()
})

test('a screen that is stopped before its first picture is not sent', async () => {
  const { track, stream } = screen()
  vi.mocked(sizeOf).mockImplementation(async () => {
    track.dispatchEvent(new Event('ended'))
    return undefined
  })
  const sharing = asText()
  pick(stream)
  expect(await sharing).toBeNull()
  expect(line.publishTrack).not.toHaveBeenCalled()
})

test('a line that does not take it is told as a trouble a person can read, and the screen is let go', async () => {
  line.publishTrack.mockRejectedValue(new Error('publishing rejected as engine not connected within timeout'))
  const { track, stream } = screen()
  const sharing = asText()
  pick(stream)
  await expect(sharing).rejects.toBeInstanceOf(DOMException)
  expect(track.stop).toHaveBeenCalled()
})

test('whoever leaves while it is being sent has nothing to be told', async () => {
  line.publishTrack.mockImplementation(async () => {
    closeShares()
    throw new Error('engine closed')
  })
  const sharing = asText()
  pick(screen().stream)
  expect(await sharing).toBeNull()
})

test('a screen picked while the line is cut is sent once it is mended', async () => {
  useCall.setState({ phase: 'rejoining' })
  await shared()
  expect(line.publishTrack).not.toHaveBeenCalled()
  await publishShares()
  expect(line.publishTrack).toHaveBeenCalledOnce()
})

test('of several changes of its mode each waits for the one before, and one that fails may be tried again', async () => {
  const { id } = await shared()
  vi.mocked(retune).mockRejectedValueOnce(new DOMException('', 'InvalidStateError'))
  await expect(setShareMode(id, 'motion')).rejects.toBeInstanceOf(DOMException)
  await Promise.all([setShareMode(id, 'motion'), setShareMode(id, 'text')])
  expect(vi.mocked(retune).mock.calls.map(([, mode, before]) => [before, mode])).toEqual([
    ['text', 'motion'],
    ['text', 'motion'],
    ['motion', 'text'],
  ])
})

test('"share this tab instead" is looked at again, and a mirror is said', async () => {
  const { id, track } = await shared()
  const seen = (mirror: boolean) => useCall.setState({ pictures: { [id]: { mirror } as Picture } })
  seen(false)
  vi.mocked(look).mockImplementationOnce(() => seen(true))
  track.dispatchEvent(new Event('configurationchange'))
  expect(vi.mocked(announce).mock.calls).toEqual([['own', 'announce.you_share_mirror']])
  track.dispatchEvent(new Event('capturehandlechange'))
  expect(announce).toHaveBeenCalledOnce()
})

test('stopping one takes it off the line, and what the line does not let go of is no trouble', async () => {
  const { id, track } = await shared()
  line.unpublishTrack.mockRejectedValueOnce(new Error('closed'))
  await stopShare(id)
  expect(track.stop).toHaveBeenCalled()
})
