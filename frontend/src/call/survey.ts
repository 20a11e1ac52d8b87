/** What does the store say of a room as LiveKit has it now? A pure look: nothing remembered, unchanged things keep their identity. */
import {
  ConnectionQuality,
  type Participant as Heard,
  type Room,
  type Track,
  type TrackPublication,
} from 'livekit-client'
import { isRecorder } from './hear-recorder'
import { showsUs } from './mirror'
import { type CallState, cameraOf } from './store'
import type { Participant, Picture, Quality, Role } from './types'

export type Seen = Pick<CallState, 'participants' | 'order' | 'pictures' | 'screens' | 'ownScreens'>

/** The track each picture is drawn from; only pictures that can be drawn are in it. */
export type Sources = Map<string, Track>

const qualities: Record<ConnectionQuality, Quality> = {
  [ConnectionQuality.Excellent]: 'excellent',
  [ConnectionQuality.Good]: 'good',
  [ConnectionQuality.Poor]: 'poor',
  [ConnectionQuality.Lost]: 'lost',
  [ConnectionQuality.Unknown]: 'unknown',
}

export function survey(room: Room, before: Seen, hold: boolean): { seen: Seen; sources: Sources } {
  const sources: Sources = new Map()
  const participants: Record<string, Participant> = {}
  const pictures: Record<string, Picture> = {}
  const everybody: Heard[] = [room.localParticipant, ...room.remoteParticipants.values()].filter(
    (heard) => !isRecorder(heard),
  )
  for (const heard of everybody) {
    // A machine of ours is none of the people.
    if (!heard.identity || heard.isAgent) continue
    participants[heard.identity] = describe(heard)
    for (const [picture, track] of picturesOf(heard)) {
      pictures[picture.id] = picture
      if (track) sources.set(picture.id, track)
    }
  }
  // While the line is cut LiveKit forgets the others; we do not, or every tile would leave and come back.
  if (hold) keepMissing(before, participants, pictures)
  const order = inOrder(before.order, participants)
  const screens = kept(before.screens, pictures, ({ kind }) => kind === 'screen')
  return {
    seen: {
      participants: reuse(before.participants, participants),
      pictures: reuse(before.pictures, pictures),
      order: reuseList(before.order, order),
      screens: reuseList(before.screens, screens),
      ownScreens: reuseList(
        before.ownScreens,
        kept(before.ownScreens, pictures, ({ kind, isLocal }) => kind === 'screen' && isLocal),
      ),
    },
    sources,
  }
}

function describe(heard: Heard): Participant {
  const { microphone, camera } = ofPeople(heard)
  return {
    identity: heard.identity,
    name: heard.name ?? '',
    isLocal: heard.isLocal,
    role: roleOf(heard.attributes.role),
    verified: heard.attributes.verified === 'yes',
    organisation: heard.attributes.organisation ?? '',
    lookalike: heard.attributes.lookalike === 'yes',
    microphone: !microphone ? 'none' : microphone.isMuted ? 'muted' : 'on',
    sharesMicrophone: heard.attributes.shared_microphone === 'yes',
    camera: camera && !camera.isMuted ? 'on' : 'off',
    speaking: heard.isSpeaking,
    quality: qualities[heard.connectionQuality] ?? 'unknown',
    joinedAt: heard.joinedAt?.getTime() ?? 0,
  }
}

function picturesOf(heard: Heard): [Picture, Track | undefined][] {
  const { identity, isLocal } = heard
  const { camera, screens } = ofPeople(heard)
  const cameraTrack = camera && !camera.isMuted ? camera.track : undefined
  return [
    [
      {
        id: cameraOf(identity),
        identity,
        kind: 'camera',
        isLocal,
        withSound: false,
        mirror: false,
        mirrored: isLocal && !looksAway(cameraTrack),
        live: cameraTrack !== undefined,
      },
      cameraTrack,
    ],
    ...screens.map(({ publication, withSound }): [Picture, Track | undefined] => [
      {
        id: screenOf(identity, publication),
        identity,
        kind: 'screen',
        isLocal,
        withSound,
        mirror: isLocal && publication.track !== undefined && showsUs(publication.track.mediaStreamTrack),
        mirrored: false,
        live: publication.track !== undefined,
      },
      publication.track,
    ]),
  ]
}

/** The one on the back of a phone: what it sees may be read, so it is not turned round. */
function looksAway(camera: Track | undefined): boolean {
  return camera?.mediaStreamTrack.getSettings().facingMode === 'environment'
}

/** A share keeps its name when it is published again after a cut, so its tile stays the same. */
function screenOf(identity: string, publication: TrackPublication): string {
  return `${identity}/${publication.trackName || 'screen'}`
}

function ofPeople(heard: Heard) {
  let microphone: TrackPublication | undefined
  let camera: TrackPublication | undefined
  const pictures: TrackPublication[] = []
  const sounds = new Set<string>()
  for (const publication of heard.trackPublications.values()) {
    if (publication.source === 'microphone') microphone = better(microphone, publication)
    else if (publication.source === 'camera') camera = better(camera, publication)
    else if (publication.source === 'screen_share') pictures.push(publication)
    else if (publication.source === 'screen_share_audio') sounds.add(publication.trackName)
  }
  const screens = pictures.map((publication) => ({
    publication,
    // Sound and picture of one share carry one name; other clients may share with a single unnamed pair.
    withSound: sounds.has(publication.trackName),
  }))
  return { microphone, camera, screens }
}

/** A client may leave an old one behind that is off: the one that is on is what is seen and heard. */
function better(known: TrackPublication | undefined, other: TrackPublication): TrackPublication {
  return known && !known.isMuted && other.isMuted ? known : other
}

function roleOf(role: string | undefined): Role {
  return role === 'owner' || role === 'host' || role === 'participant' ? role : 'guest'
}

/** Those who were here keep their place; the newcomers follow in the order they came. */
function inOrder(before: string[], participants: Record<string, Participant>): string[] {
  const here = before.filter((identity) => identity in participants)
  const known = new Set(here)
  const newcomers = Object.values(participants)
    .filter(({ identity }) => !known.has(identity))
    .sort((one, other) => one.joinedAt - other.joinedAt || one.identity.localeCompare(other.identity))
  return [...here, ...newcomers.map(({ identity }) => identity)]
}

function kept(
  before: string[],
  pictures: Record<string, Picture>,
  wanted: (picture: Picture) => boolean,
): string[] {
  const ids = Object.values(pictures)
    .filter(wanted)
    .map(({ id }) => id)
  return [...before.filter((id) => ids.includes(id)), ...ids.filter((id) => !before.includes(id))]
}

function keepMissing(
  before: Seen,
  participants: Record<string, Participant>,
  pictures: Record<string, Picture>,
): void {
  for (const participant of Object.values(before.participants))
    participants[participant.identity] ??= { ...participant, speaking: false }
  for (const picture of Object.values(before.pictures)) pictures[picture.id] ??= { ...picture, live: false }
}

/** What did not change stays the same object, so a screen that shows it is not drawn again. */
function reuse<Thing extends object>(
  before: Record<string, Thing>,
  now: Record<string, Thing>,
): Record<string, Thing> {
  const keys = Object.keys(now)
  let same = keys.length === Object.keys(before).length
  for (const key of keys) {
    const known = before[key]
    const fresh = now[key]
    if (known && fresh && alike(known, fresh)) now[key] = known
    else same = false
  }
  return same ? before : now
}

function alike(one: object, other: object): boolean {
  const others = new Map(Object.entries(other))
  return Object.entries(one).every(([key, value]) => others.get(key) === value)
}

function reuseList(before: string[], now: string[]): string[] {
  return before.length === now.length && before.every((id, index) => id === now[index]) ? before : now
}
