import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { prefer } from '../preferences'
import {
  choosePreviewDevice,
  closePreview,
  openPreview,
  retryPreview,
  setPreviewDevice,
  takePreview,
  usePreview,
} from './preview'

type Asked = { audio: MediaTrackConstraints | false; video: MediaTrackConstraints | false }

/** What the browser would do: each kind works, or throws this. */
let trouble: { camera?: string; microphone?: string }
let plugged: { kind: string; deviceId: string; label: string }[]
let permission: PermissionState
let asked: Asked[]
/** Set: the browser asks the person, and this is the answer. */
let answer: (() => void) | undefined
let waits: boolean

class Track extends EventTarget {
  readyState = 'live'
  muted = false
  label: string
  constructor(
    readonly kind: 'video' | 'audio',
    private id: string,
  ) {
    super()
    this.label = plugged.find(({ deviceId }) => deviceId === id)?.label ?? id
  }
  stop() {
    this.readyState = 'ended'
  }
  getSettings() {
    return { deviceId: this.id }
  }
  /** Unplugged. */
  vanish() {
    plugged = plugged.filter(({ deviceId }) => deviceId !== this.id)
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

async function getUserMedia({ audio, video }: Asked) {
  asked.push({ audio, video })
  if (waits) await new Promise<void>((resolve) => (answer = resolve))
  if (video && trouble.camera) throw new DOMException('', trouble.camera)
  if (audio && trouble.microphone) throw new DOMException('', trouble.microphone)
  const tracks = [
    ...(video ? [new Track('video', wanted(video, 'videoinput'))] : []),
    ...(audio ? [new Track('audio', wanted(audio, 'audioinput'))] : []),
  ]
  return { getTracks: () => tracks }
}

function wanted({ deviceId }: MediaTrackConstraints, kind: string): string {
  const exact = (deviceId as ConstrainDOMStringParameters | undefined)?.exact as string | undefined
  return exact ?? plugged.find((device) => device.kind === kind)?.deviceId ?? ''
}

beforeEach(() => {
  trouble = {}
  permission = 'granted'
  asked = []
  waits = false
  answer = undefined
  plugged = [
    { kind: 'videoinput', deviceId: 'cam-1', label: 'Camera one (046d:0825)' },
    { kind: 'videoinput', deviceId: 'cam-2', label: 'Camera two' },
    { kind: 'audioinput', deviceId: 'mic-1', label: 'Microphone one' },
    { kind: 'audioinput', deviceId: 'mic-2', label: 'Microphone two' },
  ]
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia,
    enumerateDevices: async () => plugged,
  })
  vi.stubGlobal('navigator', {
    mediaDevices,
    permissions: { query: async () => Object.assign(new EventTarget(), { state: permission }) },
  })
  prefer({ cameraOn: true, microphoneOn: true, cameras: [], microphones: [] })
})

afterEach(() => {
  closePreview()
  vi.unstubAllGlobals()
})

const video = () => usePreview.getState().video as unknown as Track | undefined
const audio = () => usePreview.getState().audio as unknown as Track | undefined
const settled = () => vi.waitFor(() => expect(usePreview.getState().opening).toBe(false))

it('asks once for both, with the sound cleaned and 720p wished for', async () => {
  await openPreview()
  expect(asked).toHaveLength(1)
  expect(asked[0]?.audio).toMatchObject({
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  })
  expect(asked[0]?.video).toMatchObject({
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
  })
  expect(video()).toBeDefined()
  expect(audio()).toBeDefined()
})

it('opens only what the person left on last time', async () => {
  prefer({ cameraOn: false })
  await openPreview()
  expect(asked).toMatchObject([{ video: false }])
  expect(video()).toBeUndefined()
})

it('keeps the sound when the camera is missing or busy', async () => {
  trouble = { camera: 'NotReadableError' }
  await openPreview()
  expect(usePreview.getState().trouble).toEqual({ camera: 'busy' })
  expect(audio()).toBeDefined()
})

it('does not ask again when the person closed the question', async () => {
  permission = 'prompt'
  trouble = { camera: 'NotAllowedError', microphone: 'NotAllowedError' }
  await openPreview()
  expect(asked).toHaveLength(1)
  expect(usePreview.getState().trouble).toEqual({ camera: 'denied', microphone: 'denied' })
})

it('tries again when asked to', async () => {
  trouble = { camera: 'NotReadableError' }
  await openPreview()
  trouble = {}
  await retryPreview()
  expect(video()).toBeDefined()
  expect(usePreview.getState().trouble).toEqual({})
})

it('looks again when the person comes back to the page', async () => {
  trouble = { camera: 'NotReadableError' }
  await openPreview()
  trouble = {}
  window.dispatchEvent(new Event('focus'))
  await vi.waitFor(() => expect(video()).toBeDefined())
})

it('never asks by itself for what is not allowed', async () => {
  permission = 'denied'
  trouble = { camera: 'NotAllowedError', microphone: 'NotAllowedError' }
  await openPreview()
  const before = asked.length
  window.dispatchEvent(new Event('focus'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(asked).toHaveLength(before)
})

it('closes the camera when it is turned off, so that its light goes out', async () => {
  await openPreview()
  const was = video()
  await setPreviewDevice('camera', false)
  expect(was?.readyState).toBe('ended')
  expect(video()).toBeUndefined()
  expect(audio()?.readyState).toBe('live')
})

it('remembers the chosen device and uses it exactly', async () => {
  await openPreview()
  choosePreviewDevice('microphone', 'mic-2')
  await vi.waitFor(() => expect(audio()?.getSettings().deviceId).toBe('mic-2'))
  expect(asked.at(-1)).toMatchObject({ video: false, audio: { deviceId: { exact: 'mic-2' } } })
  closePreview()
  await openPreview()
  expect(asked.at(-1)).toMatchObject({ audio: { deviceId: { exact: 'mic-2' } } })
})

it('takes the next device of the list when one is unplugged, and says which', async () => {
  prefer({ microphones: ['mic-1', 'mic-2'] })
  await openPreview()
  audio()?.vanish()
  await vi.waitFor(() => expect(audio()?.getSettings().deviceId).toBe('mic-2'))
  expect(usePreview.getState().replaced).toEqual({
    kind: 'microphone',
    lost: 'Microphone one',
    now: 'Microphone two',
  })
})

it('comes back to the preferred device when it is plugged in again', async () => {
  prefer({ cameras: ['dock', 'cam-1'] })
  await openPreview()
  await settled()
  plugged.push({ kind: 'videoinput', deviceId: 'dock', label: 'Dock' })
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  await vi.waitFor(() => expect(video()?.getSettings().deviceId).toBe('dock'))
})

it('hands the open tracks over as they are and leaves them running', async () => {
  await openPreview()
  const taken = takePreview()
  expect(taken.video).toBe(usePreview.getState().video)
  closePreview()
  expect(taken.video?.readyState).toBe('live')
  expect(taken.audio?.readyState).toBe('live')
})

it('stops what is open when the person goes elsewhere', async () => {
  await openPreview()
  const [camera, microphone] = [video(), audio()]
  closePreview()
  expect([camera?.readyState, microphone?.readyState]).toEqual(['ended', 'ended'])
})

it('opens nothing behind the back of a person who went elsewhere while the browser asked', async () => {
  waits = true
  const opening = openPreview()
  await vi.waitFor(() => expect(answer).toBeDefined())
  closePreview()
  expect(takePreview()).toEqual({ opening: {} })
  answer?.()
  await opening
  expect(video()).toBeUndefined()
  expect(audio()).toBeUndefined()
})

it('hands over what opens after the person entered', async () => {
  waits = true
  void openPreview()
  await vi.waitFor(() => expect(answer).toBeDefined())
  const taken = takePreview()
  closePreview()
  expect(taken).toMatchObject({ video: undefined, audio: undefined })
  answer?.()
  expect((await taken.opening?.camera)?.readyState).toBe('live')
  expect((await taken.opening?.microphone)?.readyState).toBe('live')
  expect(asked).toHaveLength(1)
})

it('tells whoever entered meanwhile why the camera did not open', async () => {
  waits = true
  trouble = { camera: 'NotReadableError' }
  void openPreview()
  await vi.waitFor(() => expect(answer).toBeDefined())
  const taken = takePreview()
  waits = false
  answer?.()
  await expect(taken.opening?.camera).rejects.toThrow('')
  expect((await taken.opening?.microphone)?.readyState).toBe('live')
})

it('has nothing more to open for somebody who enters with all that works', async () => {
  trouble = { camera: 'NotReadableError' }
  await openPreview()
  expect(takePreview().opening).toEqual({})
})

it('follows a wish that changed while the browser asked', async () => {
  waits = true
  const opening = openPreview()
  await vi.waitFor(() => expect(answer).toBeDefined())
  void setPreviewDevice('camera', false)
  waits = false
  answer?.()
  await opening
  expect(video()).toBeUndefined()
  expect(audio()).toBeDefined()
})

it('says that a page without https has no devices', async () => {
  vi.stubGlobal('navigator', { permissions: navigator.permissions })
  await openPreview()
  expect(usePreview.getState().trouble).toEqual({ camera: 'insecure', microphone: 'insecure' })
})
