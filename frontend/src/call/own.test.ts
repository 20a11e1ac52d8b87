import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { usePreferences } from '../preferences'
import {
  adopt,
  closeOwn,
  moveTo,
  moveToFirst,
  ownTrack,
  publishCamera,
  publishMicrophone,
  setCamera,
  setMicrophone,
  whenLost,
} from './own'
import { quiet, useCall } from './store'

const published: string[] = []
/** What is on the line now: a track is there once, however often it is published. */
const onLine = new Set<unknown>()
let lineRefuses: Error | null = null
let lastOffered: unknown

/** A track of LiveKit that keeps what it was told. */
const { FakeTrack } = vi.hoisted(() => {
  class FakeTrack {
    static refuses: Error | null = null
    isMuted = false
    source = ''
    stopped = false
    device = ''
    static broken: string[] = []
    heard: Record<string, (() => void)[]> = {}
    constructor(
      readonly mediaStreamTrack: MediaStreamTrack,
      readonly constraints: MediaTrackConstraints,
    ) {}
    on(event: string, tell: () => void) {
      this.heard[event] = [...(this.heard[event] ?? []), tell]
    }
    async mute() {
      this.isMuted = true
      for (const tell of this.heard.muted ?? []) tell()
    }
    async unmute() {
      if (FakeTrack.refuses) throw FakeTrack.refuses
      this.isMuted = false
    }
    async setDeviceId({ exact }: { exact: string }) {
      if (FakeTrack.refuses) throw FakeTrack.refuses
      if (FakeTrack.broken.includes(exact)) throw new DOMException('', 'NotReadableError')
      this.device = exact
    }
    stop() {
      this.stopped = true
    }
  }
  return { FakeTrack }
})

vi.mock('livekit-client', () => ({
  LocalVideoTrack: class extends FakeTrack {},
  LocalAudioTrack: class extends FakeTrack {},
  Track: { Source: { Camera: 'camera', Microphone: 'microphone' } },
  TrackEvent: { Muted: 'muted', Restarted: 'restarted' },
}))
vi.mock('./look', () => ({ look: vi.fn() }))
vi.mock('./playback', () => ({ speakThrough: vi.fn() }))
vi.mock('./room', () => ({
  theRoom: () => ({
    localParticipant: {
      publishTrack: async (track: unknown, { source }: { source: string }) => {
        lastOffered = track
        if (lineRefuses) throw lineRefuses
        if (!onLine.has(track)) published.push(source)
        onLine.add(track)
      },
      unpublishTrack: async (track: unknown) => {
        if (lineRefuses) throw lineRefuses
        onLine.delete(track)
      },
    },
  }),
}))

function device(kind: 'video' | 'audio', id = `${kind}-1`): MediaStreamTrack {
  const track = Object.assign(new EventTarget(), {
    kind,
    label: id,
    readyState: 'live',
    getSettings: () => ({ deviceId: id }),
  })
  return track as unknown as MediaStreamTrack
}

let opens: (() => Promise<MediaStream>)[]

beforeEach(() => {
  published.length = 0
  onLine.clear()
  lineRefuses = null
  opens = []
  FakeTrack.refuses = null
  FakeTrack.broken = []
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: ({ video }: MediaStreamConstraints) =>
        opens.shift()?.() ?? Promise.resolve({ getTracks: () => [device(video ? 'video' : 'audio')] }),
      enumerateDevices: async () => [],
    },
  })
  useCall.setState({ ...quiet, phase: 'connected' })
})
afterEach(() => {
  closeOwn()
  vi.unstubAllGlobals()
})

const refused = (name: string) => () => Promise.reject(new DOMException('', name))

test('what the lobby opened is sent as it is, without asking for the device again', async () => {
  adopt({ video: device('video'), audio: device('audio') })
  await publishMicrophone()
  await publishCamera()
  expect(published).toEqual(['microphone', 'camera'])
  expect(useCall.getState()).toMatchObject({ camera: 'on', microphone: 'on' })
  expect(useCall.getState().devices).toMatchObject({ camera: 'video-1', microphone: 'audio-1' })
})

test('whoever enters with nothing sends nothing, and opens the microphone later', async () => {
  adopt({})
  await publishMicrophone()
  expect(useCall.getState()).toMatchObject({ camera: 'off', microphone: 'off' })
  const opening = setMicrophone(true)
  expect(useCall.getState().microphone).toBe('opening')
  await opening
  expect(useCall.getState().microphone).toBe('on')
  expect(published).toEqual(['microphone'])
})

test('of several quick presses the last one counts', async () => {
  adopt({ audio: device('audio') })
  await Promise.all([setMicrophone(false), setMicrophone(true), setMicrophone(false)])
  expect(useCall.getState().microphone).toBe('off')
  await Promise.all([setMicrophone(true), setMicrophone(false), setMicrophone(true)])
  expect(useCall.getState().microphone).toBe('on')
})

test('a device that does not open says why, and the button says off', async () => {
  adopt({})
  opens.push(refused('NotReadableError'))
  await setCamera(true)
  expect(useCall.getState()).toMatchObject({ camera: 'off', cameraTrouble: 'busy' })
  await setCamera(true)
  expect(useCall.getState()).toMatchObject({ camera: 'on', cameraTrouble: null })
})

test('a camera whose device is gone gives way to the next one', async () => {
  adopt({ video: device('video') })
  await setCamera(false)
  FakeTrack.refuses = new DOMException('', 'OverconstrainedError')
  await setCamera(true)
  expect(useCall.getState()).toMatchObject({ camera: 'on', cameraTrouble: null })
  expect(published).toEqual(['camera'])
})

test('what LiveKit mutes by itself stays muted', async () => {
  adopt({ audio: device('audio') })
  await publishMicrophone()
  const { microphone } = useCall.getState()
  expect(microphone).toBe('on')
  await setMicrophone(false)
  await moveTo('microphone', 'audio-2')
  expect(useCall.getState().microphone).toBe('off')
  expect(useCall.getState().devices.microphone).toBe('audio-2')
})

test('moving to a device that does not open leaves it off, with the reason', async () => {
  adopt({ video: device('video') })
  FakeTrack.refuses = new DOMException('', 'NotReadableError')
  await moveTo('camera', 'video-2')
  expect(useCall.getState()).toMatchObject({ camera: 'off', cameraTrouble: 'busy' })
  expect(useCall.getState().devices.camera).toBe('video-1')
})

test('of several devices the first that opens is taken', async () => {
  adopt({ audio: device('audio') })
  FakeTrack.broken = ['audio-2']
  expect(await moveToFirst('microphone', ['audio-2', 'audio-3', 'audio-4'])).toBe('audio-3')
  expect(useCall.getState()).toMatchObject({ microphone: 'on', devices: { microphone: 'audio-3' } })
})

test('when none opens, or the person took the permission back, it is off', async () => {
  adopt({ video: device('video') })
  FakeTrack.broken = ['video-2']
  expect(await moveToFirst('camera', ['video-2'])).toBeUndefined()
  expect(useCall.getState().camera).toBe('off')
  await setCamera(true)
  FakeTrack.refuses = new DOMException('', 'NotAllowedError')
  expect(await moveToFirst('camera', ['video-3', 'video-4'])).toBeUndefined()
  expect(useCall.getState()).toMatchObject({ camera: 'off', cameraTrouble: null })
})

test('a device that stops by itself is told to us, and not to LiveKit, which would choose another', () => {
  const lost = vi.fn()
  const livekit = vi.fn()
  whenLost(lost)
  const headset = device('audio', 'Headset')
  headset.addEventListener('ended', livekit)
  adopt({ audio: headset })
  headset.dispatchEvent(new Event('ended'))
  expect(lost.mock.calls).toEqual([['microphone', 'Headset']])
  expect(livekit).not.toHaveBeenCalled()
})

test('while the line is cut nothing is sent: coming back sends what is open', async () => {
  adopt({})
  useCall.setState({ phase: 'rejoining' })
  await setMicrophone(true)
  expect(useCall.getState().microphone).toBe('on')
  expect(published).toEqual([])
  await publishMicrophone()
  expect(published).toEqual(['microphone'])
})

test('a camera that is off is not sent again after a cut, one that is on is', async () => {
  adopt({ video: device('video') })
  await setCamera(false)
  await publishCamera()
  expect(published).toEqual([])
  await setCamera(true)
  expect(published).toEqual(['camera'])
})

test('a camera turned off during a cut that is mended is on the line once, also when it is on again', async () => {
  adopt({ video: device('video') })
  await publishCamera()
  useCall.setState({ phase: 'reconnecting' })
  await setCamera(false)
  useCall.setState({ phase: 'connected' })
  await publishCamera()
  await setCamera(true)
  expect([onLine.size, ...published]).toEqual([1, 'camera'])
})

test('a microphone the line does not take is closed, says so, and opens again on the next press', async () => {
  adopt({})
  lineRefuses = new Error('not connected within timeout')
  await setMicrophone(true)
  expect(lastOffered).toMatchObject({ stopped: true })
  expect(useCall.getState()).toMatchObject({ microphone: 'off', microphoneTrouble: 'other' })
  expect(ownTrack('microphone')).toBeUndefined()

  lineRefuses = null
  await publishMicrophone()
  expect(published).toEqual([])
  await setMicrophone(true)
  expect(useCall.getState()).toMatchObject({ microphone: 'on', microphoneTrouble: null })
  expect(published).toEqual(['microphone'])
})

test('a microphone that was off while the line was made anew is sent when it is turned on', async () => {
  adopt({ audio: device('audio') })
  lineRefuses = new Error('the line broke')
  await publishMicrophone().catch(() => {})
  lineRefuses = null
  await setMicrophone(false)
  await setMicrophone(true)
  expect(published).toEqual(['microphone'])
})

test('a press finds the button as it is, whatever went wrong before', async () => {
  adopt({ audio: device('audio') })
  useCall.setState({ microphone: 'off' })
  await setMicrophone(true)
  expect(useCall.getState().microphone).toBe('on')
})

test('another size is sent from the next time the camera is turned on', async () => {
  const sizes: unknown[] = []
  opens.push(async () => ({ getTracks: () => [device('video', 'large')] }) as unknown as MediaStream)
  const { getUserMedia } = navigator.mediaDevices
  navigator.mediaDevices.getUserMedia = ({ video, ...rest } = {}) => {
    sizes.push(video)
    return getUserMedia({ video: video ?? false, ...rest })
  }
  adopt({ video: device('video') })
  await publishCamera()
  await setCamera(false)
  usePreferences.setState({ resolution: '1080p' })
  await setCamera(true)
  usePreferences.setState({ resolution: '720p' })
  expect(sizes).toEqual([expect.objectContaining({ height: { ideal: 1080 } })])
  expect(useCall.getState()).toMatchObject({ camera: 'on', devices: { camera: 'large' } })
  expect(onLine.size).toBe(1)
})

test('outside a call no button opens a device', async () => {
  useCall.setState({ phase: 'ended' })
  await setMicrophone(true)
  expect(useCall.getState().microphone).toBe('off')
})

test('what was still opening in the lobby is sent when it comes, without asking for the device again', async () => {
  const asks = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
  const camera = Promise.resolve(device('video', 'slow'))
  adopt({ audio: device('audio'), opening: { camera } })
  expect(useCall.getState()).toMatchObject({ camera: 'opening', microphone: 'on' })
  await vi.waitFor(() => expect(useCall.getState().camera).toBe('on'))
  expect(published).toEqual(['camera'])
  expect(useCall.getState().devices.camera).toBe('slow')
  expect(asks).not.toHaveBeenCalled()
})

test('what was still opening in the lobby and does not come says why', async () => {
  adopt({ opening: { camera: refused('NotAllowedError')() } })
  await vi.waitFor(() => expect(useCall.getState()).toMatchObject({ camera: 'off', cameraTrouble: 'denied' }))
})

test.each(['left', 'turned off'])('somebody who has %s when the device opens gets no light', async (how) => {
  const late = device('video')
  const stop = vi.fn()
  Object.assign(late, { stop })
  let open = (_: MediaStreamTrack) => {}
  const camera = new Promise<MediaStreamTrack>((resolve) => (open = resolve))
  adopt({ opening: { camera } })
  if (how === 'left') {
    closeOwn()
    useCall.setState({ ...quiet, phase: 'ended' })
  } else void setCamera(false)
  open(late)
  await vi.waitFor(() => expect(stop).toHaveBeenCalled())
  await vi.waitFor(() => expect(useCall.getState()).toMatchObject({ camera: 'off', cameraTrouble: null }))
  expect(published).toEqual([])
})
