/** Which cameras, microphones and speakers are plugged in, which one to use, and what is wrong with one? No LiveKit here. */
import { create } from 'zustand'
import type { Device } from './types'

export type CaptureKind = 'camera' | 'microphone'
export type DeviceKind = CaptureKind | 'speaker'

/** Why a device does not open. Each has its own sentence and its own way out. */
export type DeviceTrouble = 'denied' | 'none' | 'busy' | 'insecure' | 'other'

export type Devices = Record<DeviceKind, Device[]>

export const useDevices = create<Devices>(() => ({ camera: [], microphone: [], speaker: [] }))

const kinds: Record<string, DeviceKind> = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'speaker',
}

/** Looks at what is plugged in now. Before the person allowed anything, browsers give devices without id or label. */
export async function listDevices(): Promise<Devices> {
  const found: Devices = { camera: [], microphone: [], speaker: [] }
  const media = mediaDevices()
  for (const { kind, deviceId, label } of media ? await media.enumerateDevices() : []) {
    const ours = kinds[kind]
    // Windows lists its "communications" device a second time under this id.
    if (ours && deviceId !== 'communications') found[ours].push({ id: deviceId, label: readable(label) })
  }
  useDevices.setState(found)
  return found
}

/** Calls back now and whenever something is plugged in or out; returns how to stop. */
export function watchDevices(callback: (devices: Devices) => void): () => void {
  const look = () => void listDevices().then(callback)
  look()
  mediaDevices()?.addEventListener('devicechange', look)
  return () => mediaDevices()?.removeEventListener('devicechange', look)
}

/** The first device of the person's list that is there; nothing when none is: the browser's default then. */
export function chooseDevice(devices: Device[], priorities: string[]): string | undefined {
  return priorities.find((id) => devices.some((device) => device.id === id))
}

/** The person's list once they picked this device: it comes first, the others keep their order. */
export function preferring(priorities: string[], id: string): string[] {
  // Long enough for home, office, meeting room and train; ids of long-gone devices fall off the end.
  return [id, ...priorities.filter((other) => other !== id)].slice(0, 8)
}

/** What the browser's exception means for a person. */
export function troubleOf(error: unknown): DeviceTrouble {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    case 'InsecureContextError':
      return 'insecure'
    default:
      return 'other'
  }
}

/** Nothing where the browser does not tell. */
export async function permissionOf(kind: CaptureKind): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: kind as PermissionName })
  } catch {
    return undefined
  }
}

/** Pages opened over plain http from another machine have no mediaDevices at all. */
export function mediaDevices(): MediaDevices | undefined {
  return navigator.mediaDevices as MediaDevices | undefined
}

/** "HD Webcam (046d:0825)" is for engineers. */
export function readable(label: string): string {
  return label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '')
}
