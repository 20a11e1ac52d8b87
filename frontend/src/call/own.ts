/** What do I send? My camera and my microphone: adopted from the lobby or opened here, kept through cuts, closed on leaving. */
import { LocalAudioTrack, type LocalTrack, LocalVideoTrack, Track, TrackEvent } from 'livekit-client'
import { prefer, usePreferences } from '../preferences'
import { cameraConstraints, capture, isSizeWished, microphoneConstraints } from './capture'
import { cameraCodec } from './codec'
import { type CaptureKind, listDevices, preferring, troubleOf } from './devices'
import { look } from './look'
import { speakThrough } from './playback'
import { theRoom } from './room'
import { type CallState, useCall } from './store'
import type { OpenTracks } from './types'

type OwnOne = LocalAudioTrack | LocalVideoTrack

const own: { camera?: LocalVideoTrack; microphone?: LocalAudioTrack } = {}
const wishes: Record<CaptureKind, boolean> = { camera: false, microphone: false }
const following: Partial<Record<CaptureKind, Promise<void>>> = {}

/** Asked for in the lobby and not open yet: whoever opens this kind next waits for it. */
let arriving: NonNullable<OpenTracks['opening']> = {}

/** The lobby's tracks as they are: no second request to the device, no dark moment. */
export function adopt({ video, audio, opening = {} }: OpenTracks): void {
  arriving = opening
  if (video?.readyState === 'live') own.camera = wrapCamera(video)
  if (audio?.readyState === 'live') own.microphone = wrapMicrophone(audio)
  for (const kind of ['camera', 'microphone'] as const) {
    wishes[kind] = own[kind] !== undefined
    tell(kind, own[kind] ? 'on' : 'off')
    if (opening[kind]) void keepOn(kind, true)
  }
}

export async function publishMicrophone(): Promise<void> {
  if (own.microphone) await publish(own.microphone)
}

export async function publishCamera(): Promise<void> {
  // One that is off has no picture to send: it is sent when it is turned on again.
  if (own.camera && !own.camera.isMuted) await publish(own.camera)
}

export function setCamera(on: boolean): Promise<void> {
  return wish('camera', on)
}

export function setMicrophone(on: boolean): Promise<void> {
  return wish('microphone', on)
}

/** The newest wish counts: somebody who presses twice while the device opens gets the second. */
async function wish(kind: CaptureKind, on: boolean): Promise<void> {
  const { phase } = useCall.getState()
  if (phase === 'idle' || phase === 'ended') return
  prefer(kind === 'camera' ? { cameraOn: on } : { microphoneOn: on })
  await keepOn(kind, on)
}

function keepOn(kind: CaptureKind, on: boolean): Promise<void> {
  wishes[kind] = on
  following[kind] ??= follow(kind).finally(() => {
    delete following[kind]
  })
  return following[kind]
}

async function follow(kind: CaptureKind): Promise<void> {
  while (isOn(kind) !== wishes[kind]) {
    if (!wishes[kind]) {
      await own[kind]?.mute()
      continue
    }
    tell(kind, 'opening')
    try {
      await open(kind)
    } catch (trouble) {
      // Whoever turned it off meanwhile, or left, has nothing to be told.
      if (wishes[kind]) blame(kind, trouble)
      wishes[kind] = false
    }
  }
  tell(kind, isOn(kind) ? 'on' : 'off')
}

/** One step: `follow` looks again whether it was enough. */
async function open(kind: CaptureKind): Promise<void> {
  const known = own[kind]
  const track = known ? await reopen(kind, known) : await openNew(kind)
  // While the line is being made or remade, whoever makes it sends what is open. What is on the line already stays as it is.
  if (!track || useCall.getState().phase !== 'connected') return
  try {
    await publish(track)
  } catch (trouble) {
    // What does not reach the others must not stay open behind a button that says off.
    await retire(kind, track)
    throw trouble
  }
}

async function reopen(kind: CaptureKind, known: OwnOne): Promise<OwnOne | undefined> {
  try {
    if (known instanceof LocalAudioTrack || isSizeWished(known.constraints)) {
      await known.unmute()
      return known
    }
  } catch {
    // Its device is gone or taken: what follows opens the next one, and says why if there is none.
  }
  await retire(kind, known)
  return undefined
}

async function openNew(kind: CaptureKind): Promise<OwnOne | undefined> {
  const track = await obtain(kind)
  if (!wishes[kind] || own[kind]) {
    // Turned off meanwhile, or the call is over: its light goes out at once.
    track.stop()
    return undefined
  }
  const opened = kind === 'camera' ? wrapCamera(track) : wrapMicrophone(track)
  if (opened instanceof LocalVideoTrack) own.camera = opened
  else own.microphone = opened
  await listDevices()
  return opened
}

async function obtain(kind: CaptureKind): Promise<MediaStreamTrack> {
  const coming = arriving[kind]
  delete arriving[kind]
  if (coming) return coming
  const [track] = (await capture([kind])).getTracks()
  if (!track) throw new DOMException('No track came.', 'NotFoundError')
  return track
}

async function retire(kind: CaptureKind, track: OwnOne): Promise<void> {
  if (own[kind] === track) own[kind] = undefined
  track.stop()
  // What the line does not let go of goes with the line: nothing comes from it any more.
  await theRoom()
    .localParticipant.unpublishTrack(track, true)
    .catch(() => {})
}

function isOn(kind: CaptureKind): boolean {
  const track = own[kind]
  return track !== undefined && !track.isMuted
}

async function publish(track: OwnOne): Promise<void> {
  const { localParticipant } = theRoom()
  if (track instanceof LocalAudioTrack) {
    await localParticipant.publishTrack(track, { source: Track.Source.Microphone })
    return
  }
  await localParticipant.publishTrack(track, { source: Track.Source.Camera, videoCodec: cameraCodec() })
}

export async function switchDevice(kind: CaptureKind | 'speaker', deviceId: string): Promise<void> {
  const { cameras, microphones, speakers } = usePreferences.getState()
  if (kind === 'camera') prefer({ cameras: preferring(cameras, deviceId) })
  if (kind === 'microphone') prefer({ microphones: preferring(microphones, deviceId) })
  if (kind === 'speaker') {
    prefer({ speakers: preferring(speakers, deviceId) })
    await speakThrough(deviceId)
    return
  }
  await moveTo(kind, deviceId)
}

/** To another device, on or off as before. One that does not open leaves it off, and says why. */
export async function moveTo(kind: CaptureKind, deviceId: string): Promise<void> {
  try {
    await openOn(kind, deviceId)
  } catch (trouble) {
    await own[kind]?.mute()
    blame(kind, trouble)
  }
}

/** To the first of these that opens, on or off as before; answers which. When none does it is off. */
export async function moveToFirst(kind: CaptureKind, deviceIds: string[]): Promise<string | undefined> {
  for (const deviceId of deviceIds) {
    try {
      await openOn(kind, deviceId)
      return deviceId
    } catch (trouble) {
      // Another device would be refused as well.
      if (troubleOf(trouble) === 'denied') break
    }
  }
  await own[kind]?.mute()
  return undefined
}

async function openOn(kind: CaptureKind, deviceId: string): Promise<void> {
  await own[kind]?.setDeviceId({ exact: deviceId })
  useCall.setState((state) => ({ devices: { ...state.devices, [kind]: deviceId } }))
}

export function ownTrack(kind: CaptureKind): LocalTrack | undefined {
  return own[kind]
}

/** The lights go out. */
export function closeOwn(): void {
  for (const kind of ['camera', 'microphone'] as const) {
    void arriving[kind]?.then((track) => track.stop()).catch(() => {})
    own[kind]?.stop()
    own[kind] = undefined
    wishes[kind] = false
  }
  arriving = {}
}

function wrapCamera(track: MediaStreamTrack): LocalVideoTrack {
  // Not "provided by us": LiveKit closes the device when muted, opens it again, and after a phone call takes it back.
  const camera = new LocalVideoTrack(track, cameraConstraints(), false)
  camera.source = Track.Source.Camera
  return remember('camera', camera)
}

/** LiveKit listens for silence with an audio context of its own, 80 ms of work as the first faces come; the lobby has listened. */
class Microphone extends LocalAudioTrack {
  override checkForSilence(): Promise<boolean> {
    return Promise.resolve(false)
  }
}

function wrapMicrophone(track: MediaStreamTrack): LocalAudioTrack {
  const microphone = new Microphone(track, microphoneConstraints(), false)
  microphone.source = Track.Source.Microphone
  return remember('microphone', microphone)
}

/** A device stopped by itself: unplugged, or taken back by the system. */
type Loss = (kind: CaptureKind, label: string) => void
let tellLoss: Loss = () => {}
export function whenLost(tell: Loss): void {
  tellLoss = tell
}

function remember<Kind extends LocalTrack>(kind: CaptureKind, track: Kind): Kind {
  const noteDevice = () => {
    const source = track.mediaStreamTrack
    const { deviceId = '' } = source.getSettings()
    useCall.setState((state) => ({ devices: { ...state.devices, [kind]: deviceId } }))
    source.addEventListener(
      'ended',
      (event) => {
        // LiveKit would go to the browser's default device or to none; which one comes next is the person's own list.
        event.stopImmediatePropagation()
        if (ownTrack(kind) === track) tellLoss(kind, source.label)
      },
      { capture: true, once: true },
    )
  }
  noteDevice()
  track.on(TrackEvent.Restarted, () => {
    noteDevice()
    // Another camera may look the other way.
    look()
  })
  // LiveKit mutes a track whose device is gone and nothing took its place: the button must say so.
  track.on(TrackEvent.Muted, () => {
    if (!following[kind]) wishes[kind] = false
    tell(kind, 'off')
  })
  return track
}

function tell(kind: CaptureKind, state: CallState['camera']): void {
  if (kind === 'camera') useCall.setState({ camera: state, ...(state !== 'off' && { cameraTrouble: null }) })
  else useCall.setState({ microphone: state, ...(state !== 'off' && { microphoneTrouble: null }) })
}

function blame(kind: CaptureKind, trouble: unknown): void {
  const why = troubleOf(trouble)
  useCall.setState(kind === 'camera' ? { cameraTrouble: why } : { microphoneTrouble: why })
}
