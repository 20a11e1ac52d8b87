/** The call in our words: what the screens know of it. No LiveKit here, so anything may import these types. */

export type Role = 'owner' | 'host' | 'participant' | 'guest'
export type Quality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown'

export type Participant = {
  identity: string
  name: string
  isLocal: boolean
  role: Role
  /** Signed in, as the server says it. */
  verified: boolean
  /** Where they work, as who vouches for them says; '' when nobody does. */
  organisation: string
  /** Not a host, with a name that could be taken for one's; the server says so. */
  lookalike: boolean
  microphone: 'on' | 'muted' | 'none'
  /** Several people sit at it, as they say. */
  sharesMicrophone: boolean
  camera: 'on' | 'off'
  speaking: boolean
  quality: Quality
  joinedAt: number
}

/** Something with a picture: a tile shows it. `id` is stable while it lasts. */
export type Picture = {
  id: string
  identity: string
  kind: 'camera' | 'screen'
  isLocal: boolean
  /** Screen pictures only: the share comes with sound. */
  withSound: boolean
  /** My own screen, showing this very page: the viewer sees an endless mirror. */
  mirror: boolean
  /** My own camera, drawn as in a mirror: that is how people know themselves. Not one that looks away from me. */
  mirrored: boolean
  /** True once there is a track to draw; a camera picture without one shows the avatar. */
  live: boolean
}

export type ShareMode = 'text' | 'motion'

export type Phase =
  | 'idle'
  | 'connecting'
  | 'connected'
  | 'reconnecting' // the line is cut; LiveKit tries to resume
  | 'rejoining' // resume failed; we ask for a new ticket and come back
  | 'ended'

/** Why a call ended; each has its page. */
export type Ending =
  | 'left'
  | 'ended_for_all'
  | 'removed'
  | 'sent_back' // to the lobby
  | 'room_deleted'
  | 'elsewhere'
  | 'connection_lost'
  | 'refused'

export type Device = { id: string; label: string }

/** What the person's own microphone or camera is doing. */
export type OwnTrack =
  | 'off'
  | 'opening' // asked for; the device or the server has not answered yet
  | 'on'

/** The lobby's devices: tracks that are open are published as they are, those still opening as soon as they come. */
export type OpenTracks = {
  video?: MediaStreamTrack
  audio?: MediaStreamTrack
  opening?: Partial<Record<'camera' | 'microphone', Promise<MediaStreamTrack>>>
}

/** The server's answer to a join (POST /api/rooms/{slug}/join). */
export type Entry = {
  identity: string
  pass: string
  ticket: string
  role: Role
  /** May decide who comes in, and hears who waits, as long as nobody changes that. */
  admits: boolean
  livekit: { url: string; single_peer_connection: boolean; relays: boolean }
  push: { url: string }
  room: { slug: string; name: string }
}

/** The way in; both promises are about the same line. */
export type Joining = {
  /** The SFU has said who is there, and the browser looks for its way to it: the moment to draw. Never rejects. */
  welcomed: Promise<void>
  /** Resolves once the line stands. Rejects with the reason why it does not. */
  inside: Promise<void>
}

/**
 * What can be done in a call: exactly the exports of `call.ts`. That module carries livekit-client, so reach it with
 * `import('../../call/call')` before the meeting is drawn; the meeting's own chunk may import it directly.
 */
export type CallActions = {
  /** Before the click: loads nothing twice, opens the way to the SFU. */
  warm: (livekitUrl: string) => void
  /** Tracks are published as they are. */
  join: (entry: Entry, tracks: OpenTracks) => Joining
  leave: () => Promise<void>
  /** The server said so on the push stream (`ended`): closes without asking again. */
  finish: (ending: Ending) => Promise<void>
  setMicrophone: (on: boolean) => Promise<void>
  setCamera: (on: boolean) => Promise<void>
  /** Must be called in a click. Resolves to the new picture's id, or null when the person closed the picker. */
  share: (wish: { mode: ShareMode; sound: boolean }) => Promise<string | null>
  /** One of `ownScreens`; all of them without an id. */
  stopShare: (pictureId?: string) => Promise<void>
  /** Of a share that goes on; its picture stays. */
  setShareMode: (pictureId: string, mode: ShareMode) => Promise<void>
  /** Keeps the picture on this element, whatever track it has, until the returned function is called. */
  attach: (pictureId: string, video: HTMLVideoElement) => () => void
  switchDevice: (kind: 'microphone' | 'camera' | 'speaker', deviceId: string) => Promise<void>
  setSaver: (saver: 'full' | 'economy' | 'audio') => void
  /** In a click, when `canPlayAudio` is false. */
  startAudio: () => Promise<void>
  /** 0..1, at this very moment; for a ring drawn outside React. */
  levelOf: (identity: string) => number
}
