/** A device is unplugged: which one takes its place? The next the person likes best, said aloud; nothing is ever switched on. */
import { RoomEvent } from 'livekit-client'
import { usePreferences } from '../preferences'
import type { WordKey } from '../words/words'
import { announce } from './announcer'
import { type CaptureKind, type DeviceKind, type Devices, listDevices, readable, useDevices } from './devices'
import { moveToFirst, whenLost } from './own'
import { speakThrough } from './playback'
import { whenMade } from './room'
import { useCall } from './store'
import type { Device } from './types'

type Sentences = { replaced: WordKey; none?: WordKey; back: WordKey }

const sentences: Record<DeviceKind, Sentences> = {
  camera: {
    replaced: 'announce.camera_lost',
    none: 'announce.camera_lost_none',
    back: 'announce.camera_back',
  },
  microphone: {
    replaced: 'announce.microphone_lost',
    none: 'announce.microphone_lost_none',
    back: 'announce.microphone_back',
  },
  // Without a speaker the system's own is used; the person hears that nothing changed.
  speaker: { replaced: 'announce.speaker_lost', back: 'announce.speaker_back' },
}

const kinds = ['microphone', 'camera', 'speaker'] as const
const priorities = { camera: 'cameras', microphone: 'microphones', speaker: 'speakers' } as const

/** What went away in this call and has not come back. */
const gone = new Map<DeviceKind, Device>()
/** Devices that stopped by themselves, by the name they had, until somebody has looked. */
const stopped = new Map<CaptureKind, string>()
/** A device may be gone from the list before we look: its name is said all the same. */
const names = new Map<string, string>()

function learnNames(known: Devices): void {
  for (const kind of kinds) for (const { id, label } of known[kind]) if (label) names.set(id, label)
}

// The lobby has listed them before this was loaded.
learnNames(useDevices.getState())
useDevices.subscribe(learnNames)

whenMade((room) => {
  room.on(RoomEvent.MediaDevicesChanged, look)
})

whenLost((kind, label) => {
  stopped.set(kind, readable(label))
  look()
})

useCall.subscribe(({ phase }, before) => {
  if (phase === before.phase) return
  if (phase === 'connecting') for (const known of [gone, stopped]) known.clear()
  // What went away while we entered.
  if (phase === 'connected' && isOwed) look()
})

let looking: Promise<void> = Promise.resolve()
/** Something changed before we were in. */
let isOwed = false

/** One look after the other: a device that goes is told twice, by itself and by the list. */
function look(): void {
  looking = looking.then(replaceLost)
}

async function replaceLost(): Promise<void> {
  isOwed = !isInCall()
  const now = await listDevices()
  for (const kind of kinds) {
    if (!isInCall()) return
    const lost = lostDevice(kind, now)
    if (lost) await replace(kind, lost, now)
    else welcomeBack(kind, now)
  }
}

function isInCall(): boolean {
  const { phase } = useCall.getState()
  return phase === 'connected' || phase === 'reconnecting' || phase === 'rejoining'
}

/** The device in use that is not there any more, or that stopped by itself. Without one in use, nothing is lost. */
function lostDevice(kind: DeviceKind, now: Devices): Device | undefined {
  const id = useCall.getState().devices[kind]
  const name = kind === 'speaker' ? undefined : stopped.get(kind)
  if (kind !== 'speaker') stopped.delete(kind)
  if (!id) return undefined
  const isListed = now[kind].some((device) => device.id === id)
  if (isListed && name === undefined) return undefined
  return { id, label: name || names.get(id) || '' }
}

/** In the person's order, then as the browser lists them; the one that stopped once more first, if it is still there. */
function replacements(kind: DeviceKind, lost: Device, now: Devices): Device[] {
  const liked = usePreferences.getState()[priorities[kind]]
  const rank = ({ id }: Device) => {
    if (id === lost.id) return -1
    const place = liked.indexOf(id)
    return place < 0 ? liked.length : place
  }
  return [...now[kind]].sort((one, other) => rank(one) - rank(other))
}

async function replace(kind: DeviceKind, lost: Device, now: Devices): Promise<void> {
  const taken = await move(kind, replacements(kind, lost, now))
  // The same one again: the system had taken it for a moment.
  if (taken?.id === lost.id && taken.label === lost.label) return
  if (!now[kind].some(({ id }) => id === lost.id)) gone.set(kind, lost)
  const sentence = taken ? sentences[kind].replaced : sentences[kind].none
  if (!sentence) return
  announce('device', sentence, { lost: lost.label, now: taken?.label ?? '' })
  useCall.setState({ deviceLost: { kind, lost, now: taken ?? null, isBack: false } })
}

async function move(kind: DeviceKind, devices: Device[]): Promise<Device | undefined> {
  if (kind !== 'speaker') {
    const id = await moveToFirst(
      kind,
      devices.map((device) => device.id),
    )
    return devices.find((device) => device.id === id)
  }
  const [first] = devices
  if (first) await speakThrough(first.id)
  return first
}

/** Plugged in again: offered, not taken; what is used meanwhile may be just right. */
function welcomeBack(kind: DeviceKind, now: Devices): void {
  const lost = gone.get(kind)
  if (!lost || !now[kind].some(({ id }) => id === lost.id)) return
  gone.delete(kind)
  const inUse = useCall.getState().devices[kind]
  const used = now[kind].find(({ id }) => id === inUse && id !== lost.id) ?? null
  announce('device', sentences[kind].back, { lost: lost.label })
  useCall.setState({ deviceLost: { kind, lost, now: used, isBack: true } })
}
