/** What the backend answers and takes, written by `visio docs` from its code: do not edit. */

export type Access = 'open' | 'signed_in' | 'knock' | 'members'

export type Answer = {
  agrees: boolean
}

export type BackFromProvider = {
  code?: string
  state?: string
  iss?: string | null
  error?: string
}

export type BackFromWayOut = {
  state: string
}

export type Confirm = {
  token: string
}

export type ConsentOut = {
  name: string
  agrees: boolean
  at: string
}

export type DecisionOut = {
  identity: string
  state: State
  by: string
}

export type Device = 'desktop' | 'phone' | 'tablet'

export type EnteredRoom = {
  slug: string
  name: string
}

export type Entry = {
  identity: string
  pass: string
  ticket: string
  role: Role
  hosts: boolean
  livekit: LiveKitOut
  push: PushOut
  room: EnteredRoom
}

export type HandOut = {
  identity: string
  name: string
  raised_at: string
  place: number
}

export type Join = {
  name: string
  device: Device
}

export type KnockOut = {
  identity: string
  name: string
  verified: boolean
  asked_at: string
}

export type LinkOut = {
  url: string
  expires_at: string
}

export type LiveKitOut = {
  url: string
  single_peer_connection: boolean
  relays: boolean
}

export type LobbyOut = {
  slug: string
  room: string
  waiting: KnockOut[]
  is_locked: boolean
  cursor: number
  push: PushOut
}

export type Lock = {
  locked: boolean
}

export type Me = {
  name: string
}

export type MeetingOut = {
  opened_at: string
  messages: MessageOut[]
  hands: HandOut[]
  cursor: number
}

export type MemberIO = {
  email: string
  role: 'host' | 'member'
}

export type MessageChange = {
  text: string
}

export type MessageOut = {
  id: number
  identity: string
  name: string
  text: string | null
  reply_to: number | null
  sent_at: string
  edited_at: string | null
  deleted: boolean
}

export type MyHand = {
  raised: boolean
}

export type MyName = {
  name: string
}

export type NewMessage = {
  text: string
  reply_to?: number | null
}

export type NewRecording = {
  with_names?: boolean
}

export type NewRoom = {
  name?: string
  access?: Access | null
}

export type Note = {
  text: string
}

export type NowOut = {
  running: RunningOut | null
  may_record: boolean
  failure: string
}

export type PlaceOut = {
  place_secret: string
  number: number
  position: number
  cursor: number
  push: PushOut
}

export type PreferencesChange = {
  default_access?: 'open' | 'signed_in' | 'knock' | 'members' | null
  told_by_mail?: boolean | null
}

export type PreferencesOut = {
  default_access: 'open' | 'signed_in' | 'knock' | 'members'
  told_by_mail: boolean
}

export type Present = {
  name: string
}

export type Problem = {
  code: string
  message: string
  fields?: Record<string, string> | null
}

export type ProviderOut = {
  id: string
  name: string
}

export type PushOut = {
  url: string
}

export type Reaction = {
  kind: 'thumbs_up' | 'clap' | 'heart' | 'laugh' | 'surprise' | 'celebrate' | 'thanks' | 'yes'
}

export type RecordingOut = {
  id: string
  title: string
  started_by: string
  state: 'asked' | 'recording' | 'ending' | 'ready' | 'failed'
  failure: string
  began_at: string
  seconds: number
  bytes: number
  expires_at: string | null
  gaps: number[][]
}

export type Refusing = {
  block?: boolean
}

export type Role = 'owner' | 'participant' | 'guest'

export type RoomChange = {
  name?: string | null
  slug?: string | null
  access?: Access | null
  members?: MemberIO[] | null
  email_domains?: string[] | null
}

export type RoomFromOutside = {
  slug: string
  name: string
  access: Access
  may: 'enter' | 'knock' | 'sign_in' | 'locked' | 'no'
  is_owner: boolean
  present: Present[]
  is_recorded: boolean
  url: string
  livekit_url: string
}

export type RoomOut = {
  slug: string
  name: string
  access: Access
  url: string
  last_used_at: string | null
  is_live: boolean
  created_at: string
  members: MemberIO[]
  email_domains: string[]
}

export type RunningOut = {
  id: string
  state: 'asked' | 'recording' | 'ending' | 'ready' | 'failed'
  started_by: string
  agrees: boolean | null
}

export type SessionOut = {
  user: UserOut | null
  organisation: string
  mail_is_on: boolean
  providers: ProviderOut[]
  silent: string
}

export type SignIn = {
  email: string
  next?: string
}

export type SignInOut = {
  id: number
  device: string
  network: string
  provider: string
  began_at: string
  is_this: boolean
}

export type SignInWith = {
  next?: string
  silent?: boolean
}

export type SignedIn = {
  user: UserOut
  next: string
}

export type SignedInOrNot = {
  user: UserOut | null
  next: string
}

export type SoundOut = {
  identity: string
  name: string
  seconds: number
  bytes: number
}

export type State = 'waiting' | 'admitted' | 'refused' | 'gone'

export type UserOut = {
  name: string
  email: string
  is_admin: boolean
  organisation: string
}

export type Waiting = {
  knock: PlaceOut
}

export type Wanted = {
  identity?: string
}

export type WatchOut = {
  watch: string
  lobbies: LobbyOut[]
  cursor: number
  push: PushOut
}

export type Way = {
  address: string
}

export type WholeRecordingOut = {
  id: string
  title: string
  started_by: string
  state: 'asked' | 'recording' | 'ending' | 'ready' | 'failed'
  failure: string
  began_at: string
  seconds: number
  bytes: number
  expires_at: string | null
  gaps: number[][]
  sounds: SoundOut[]
  consents: ConsentOut[]
}
