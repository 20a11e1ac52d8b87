/** Which camera and microphone are open before the meeting, and what stands in the way? No LiveKit here.
 *
 *  The wish (preferences) is the truth; `settle` makes the devices follow it, one request at a time. What is off is
 *  closed, so its light is off. On entering, the open tracks are handed to the call as they are.
 */
import { create } from 'zustand'
import { prefer, usePreferences } from '../preferences'
import { capture } from './capture'
import {
  type CaptureKind,
  chooseDevice,
  type DeviceTrouble,
  listDevices,
  permissionOf,
  preferring,
  troubleOf,
  useDevices,
  watchDevices,
} from './devices'
import type { OpenTracks } from './types'

/** A track that is there is on; one that is not there is off. */
export type Preview = { video?: MediaStreamTrack; audio?: MediaStreamTrack }

type PreviewState = Preview & {
  trouble: Partial<Record<CaptureKind, DeviceTrouble>>
  /** The browser asks the person, or the device starts. */
  opening: boolean
  /** The last device that went away and what took its place, to be said. */
  replaced?: { kind: CaptureKind; lost: string; now: string }
}

export const usePreview = create<PreviewState>(() => ({ trouble: {}, opening: false }))

const captureKinds: CaptureKind[] = ['camera', 'microphone']
const field = { camera: 'video', microphone: 'audio' } as const

/** Whose turn it is: tracks are ours to close only while the preview is open. */
let isOpen = false
let settling: Promise<void> | undefined
let stopWatching: (() => void) | undefined
/** Who gets what was still opening when the person entered. */
const heirs = new Map<CaptureKind, Heir>()

type Heir = { resolve: (track: MediaStreamTrack) => void; reject: (reason: unknown) => void }

/** Opens what the person wants open and keeps it so until `takePreview` or `closePreview`. */
export async function openPreview(wish?: Record<CaptureKind, boolean>): Promise<Preview> {
  if (wish) prefer({ cameraOn: wish.camera, microphoneOn: wish.microphone })
  isOpen = true
  usePreview.setState({ trouble: {}, replaced: undefined })
  stopWatching ??= watch()
  await settle()
  return current()
}

export async function setPreviewDevice(kind: CaptureKind, on: boolean): Promise<void> {
  prefer(kind === 'camera' ? { cameraOn: on } : { microphoneOn: on })
  if (on) forget(kind)
  await settle()
}

export function choosePreviewDevice(kind: CaptureKind, id: string): void {
  const { cameras, microphones } = usePreferences.getState()
  forget(kind)
  prefer(
    kind === 'camera' ? { cameras: preferring(cameras, id) } : { microphones: preferring(microphones, id) },
  )
}

/** Tries again what did not open. */
export async function retryPreview(): Promise<void> {
  usePreview.setState({ trouble: {} })
  await settle()
}

/**
 * Hands the open tracks over: from here on they are the caller's. The lobby may go on drawing them until it closes. A
 * person may enter before the camera has started, or before they answered the browser: what was asked for is theirs too.
 */
export function takePreview(): OpenTracks {
  const tracks = current()
  const opening = settling && isOpen ? bequeath() : {}
  isOpen = false
  unwatch()
  return { ...tracks, opening }
}

function bequeath(): NonNullable<OpenTracks['opening']> {
  return Object.fromEntries(
    missing().map((kind) => [
      kind,
      new Promise<MediaStreamTrack>((resolve, reject) => heirs.set(kind, { resolve, reject })),
    ]),
  )
}

/** Stops what is still ours and forgets the rest. */
export function closePreview(): void {
  unwatch()
  if (isOpen) for (const kind of captureKinds) close(kind)
  isOpen = false
  usePreview.setState({ video: undefined, audio: undefined, trouble: {}, replaced: undefined })
}

function settle(): Promise<void> {
  settling ??= follow().finally(() => {
    settling = undefined
    for (const kind of captureKinds) disappoint(kind, new DOMException('No track came.', 'AbortError'))
    usePreview.setState({ opening: false })
  })
  return settling
}

/** Until devices and wish agree: the wish may change while the browser asks. */
async function follow(): Promise<void> {
  for (;;) {
    if (isOpen) for (const kind of captureKinds) if (!isWanted(kind)) close(kind)
    const wanted = missing()
    if (wanted.length === 0) return
    usePreview.setState({ opening: true })
    await open(wanted)
  }
}

function isWanted(kind: CaptureKind): boolean {
  const { cameraOn, microphoneOn } = usePreferences.getState()
  return isOpen && (kind === 'camera' ? cameraOn : microphoneOn)
}

function missing(): CaptureKind[] {
  const state = usePreview.getState()
  return captureKinds.filter((kind) => isWanted(kind) && !state[field[kind]] && !state.trouble[kind])
}

/** One question to the person for both; when that fails, each alone, so that a missing camera does not cost the sound. */
async function open(wanted: CaptureKind[]): Promise<void> {
  try {
    const stream = await capture(wanted)
    for (const track of stream.getTracks()) keep(track)
    await listDevices()
  } catch (error) {
    const trouble = troubleOf(error)
    const refused = trouble === 'denied' ? await refusedAmong(wanted) : []
    const rest = wanted.filter((kind) => !refused.includes(kind))
    for (const kind of wanted.length === 1 ? wanted : refused) {
      blame(kind, trouble)
      disappoint(kind, error)
    }
    if (wanted.length > 1) for (const kind of rest) await open([kind])
  }
}

/** Those the browser blocks; all of them when the person closed the question: asking again at once would nag. */
async function refusedAmong(wanted: CaptureKind[]): Promise<CaptureKind[]> {
  const states = await Promise.all(wanted.map(permissionOf))
  const blocked = wanted.filter((_, index) => states[index]?.state === 'denied')
  return blocked.length > 0 ? blocked : wanted
}

function keep(track: MediaStreamTrack): void {
  const kind = track.kind === 'video' ? 'camera' : 'microphone'
  const heir = heirs.get(kind)
  if (heir) {
    heirs.delete(kind)
    heir.resolve(track)
    return
  }
  // Nobody waits for it any more: the person went elsewhere while the browser asked.
  if (!isOpen) {
    track.stop()
    return
  }
  const { replaced } = usePreview.getState()
  usePreview.setState({
    [field[kind]]: track,
    replaced: replaced?.kind === kind && !replaced.now ? { ...replaced, now: track.label } : replaced,
  })
  forget(kind)
  // Fires when it is unplugged or the permission is taken back, not when we stop it.
  track.addEventListener('ended', () => void lose(kind, track), { once: true })
}

async function lose(kind: CaptureKind, track: MediaStreamTrack): Promise<void> {
  if (!isOpen || usePreview.getState()[field[kind]] !== track) return
  usePreview.setState({ [field[kind]]: undefined, replaced: { kind, lost: track.label, now: '' } })
  await listDevices()
  await settle()
}

function close(kind: CaptureKind): void {
  usePreview.getState()[field[kind]]?.stop()
  usePreview.setState({ [field[kind]]: undefined })
}

function blame(kind: CaptureKind, trouble: DeviceTrouble): void {
  usePreview.setState((state) => ({ trouble: { ...state.trouble, [kind]: trouble } }))
}

function disappoint(kind: CaptureKind, error: unknown): void {
  heirs.get(kind)?.reject(error)
  heirs.delete(kind)
}

function forget(kind: CaptureKind): void {
  usePreview.setState(({ trouble: { [kind]: _, ...rest } }) => ({ trouble: rest }))
}

function current(): Preview {
  const { video, audio } = usePreview.getState()
  return { video, audio }
}

/** Looks again when something is plugged in, a permission changes or the person comes back to the page. */
function watch(): () => void {
  const stop = new AbortController()
  const { signal } = stop
  const stopDevices = watchDevices(() => void recover())
  window.addEventListener('focus', () => void recover(), { signal })
  // Chosen here or in the settings, it is the same list.
  const stopChoices = usePreferences.subscribe((now, before) => {
    if (now.cameras !== before.cameras || now.microphones !== before.microphones) void recover()
  })
  for (const kind of captureKinds)
    void permissionOf(kind).then((status) =>
      status?.addEventListener('change', () => void recover(), { signal }),
    )
  return () => {
    stop.abort()
    stopDevices()
    stopChoices()
  }
}

function unwatch(): void {
  stopWatching?.()
  stopWatching = undefined
}

/** Forgets the troubles that are over and comes back to a device the person likes better. Never asks: only what is allowed. */
async function recover(): Promise<void> {
  const devices = useDevices.getState()
  const { cameras, microphones } = usePreferences.getState()
  for (const kind of captureKinds) {
    const { trouble, [field[kind]]: track } = usePreview.getState()
    if (trouble[kind] && (await permissionOf(kind))?.state === 'granted') forget(kind)
    const better = chooseDevice(devices[kind], kind === 'camera' ? cameras : microphones)
    // Closed before the next one opens: phones cannot hold two cameras, iOS not two microphones.
    if (isOpen && track && better && better !== track.getSettings().deviceId) close(kind)
  }
  if (isOpen) await settle()
}
