/** What is going on in the call? One store: written by this folder only, read by every screen. No LiveKit here. */
import { create } from 'zustand'
import type { Saver } from '../preferences'
import type { DeviceKind, DeviceTrouble } from './devices'
import type { Device, Ending, Entry, OwnTrack, Participant, Phase, Picture, Role } from './types'

export type CallState = {
  phase: Phase
  /** Why it is over; null while it is not. */
  ending: Ending | null
  /** `Date.now()` of the moment the line was cut; null while it holds. The bar is shown 2 s later: see `useCut`. */
  cutSince: number | null
  /** `Date.now()` of the moment we were in. */
  since: number | null
  entry: Entry | null
  /** My own identity, '' before the join. */
  me: string
  participants: Record<string, Participant>
  /** Everybody inside, myself included, in the order they came: it never reshuffles. */
  order: string[]
  /** One camera picture per participant (`cameraOf(identity)`), and one picture per shared screen. */
  pictures: Record<string, Picture>
  /** Picture ids of shared screens, oldest first. */
  screens: string[]
  /** Who speaks loudest, held for at least 2 s; stays on the last one in silence. Never myself while others are here. */
  speaker: string | null
  microphone: OwnTrack
  camera: OwnTrack
  microphoneTrouble: DeviceTrouble | null
  cameraTrouble: DeviceTrouble | null
  /** My own screens, picture ids, oldest first. */
  ownScreens: string[]
  /** The browser's picker is open. */
  choosingScreen: boolean
  /** I speak and my microphone is off. */
  talkingWhileMuted: boolean
  /** False when the browser wants a gesture first: show a button that calls `startAudio()`. */
  canPlayAudio: boolean
  saver: Saver
  /** The line or the machine would be better off with less picture; a suggestion, never done silently. */
  saverSuggested: boolean
  /** The last device that went away, what took its place, and whether it is back, until the person has seen it. */
  deviceLost: LostDevice | null
  /** Device ids in use. */
  devices: { microphone: string; camera: string; speaker: string }
}

export type LostDevice = { kind: DeviceKind; lost: Device; now: Device | null; isBack: boolean }

export const quiet: CallState = {
  phase: 'idle',
  ending: null,
  cutSince: null,
  since: null,
  entry: null,
  me: '',
  participants: {},
  order: [],
  pictures: {},
  screens: [],
  speaker: null,
  microphone: 'off',
  camera: 'off',
  microphoneTrouble: null,
  cameraTrouble: null,
  ownScreens: [],
  choosingScreen: false,
  talkingWhileMuted: false,
  canPlayAudio: true,
  saver: 'full',
  saverSuggested: false,
  deviceLost: null,
  devices: { microphone: '', camera: '', speaker: '' },
}

export const useCall = create<CallState>()(() => quiet)

/** The id of somebody's camera picture. */
export function cameraOf(identity: string): string {
  return `${identity}/camera`
}

/** One participant; draws again only when that one changes. */
export function useParticipant(identity: string): Participant | undefined {
  return useCall((state) => state.participants[identity])
}

/** One picture; draws again only when that one changes. */
export function usePicture(id: string): Picture | undefined {
  return useCall((state) => state.pictures[id])
}

/** How many people are inside, myself included. */
export function useHeadcount(): number {
  return useCall((state) => state.order.length)
}

/** What I am in this meeting: as the server says it now, and before that as it said when I entered. */
export function roleNow(state: CallState): Role {
  return state.participants[state.me]?.role ?? state.entry?.role ?? 'guest'
}

/** Do I lead this meeting, as the owner of its room or made a host by one? */
export function useIsHost(): boolean {
  return useCall((state) => leads(roleNow(state)))
}

export function leads(role: Role): boolean {
  return role === 'owner' || role === 'host'
}

/** Somebody's name, or what they were called while they were here. */
export function nameOf(identity: string): string {
  return useCall.getState().participants[identity]?.name ?? ''
}
