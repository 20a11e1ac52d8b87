/** What the backend answers and takes, written by `visio docs` from its code: do not edit. */

export type Access = 'open' | 'signed_in' | 'knock' | 'members'

export type Action = {
  segments: number[]
  what: string
  who: string
  due: string
}

export type ActionOut = {
  what: string
  who: string
  due: string
  segments: number[]
}

export type Answer = {
  agrees: boolean
}

export type AskOut = {
  identity: string
  name: string
}

export type Asked = {
  people?: Record<string, unknown>
  again?: boolean
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

export type BlockedOut = {
  id: number
  name: string
  by: string
}

export type BookmarkOut = {
  id: number
  at: number
  note: string
  by: string
  is_mine: boolean
}

export type Captions = {
  on: boolean
}

export type ChangeOut = {
  id: number
  segment: number | null
  kind: 'words' | 'speaker' | 'name' | 'merged' | 'split' | 'redacted'
  by: string
  at: string
  before: string
  after: string
  lines: number[]
}

export type Claim = {
  segments: number[]
  text: string
}

export type ClaimOut = {
  text: string
  segments: number[]
}

export type Confirm = {
  token: string
}

export type ConsentOut = {
  name: string
  agrees: boolean
  at: string
}

export type Content = {
  title: string
  abstract: Claim[]
  topics: Topic[]
  decisions: Claim[]
  actions: Action[]
}

export type Corrected = {
  text: string
  was: string
}

export type DecisionOut = {
  identity: string
  state: State
  by: string
}

export type Device = 'desktop' | 'phone' | 'tablet'

export type Dialled = {
  pin: string
  caller: string
}

export type EnteredRoom = {
  slug: string
  name: string
}

export type Entry = {
  identity: string
  pass: string
  ticket: string
  role: Role
  admits: boolean
  livekit: LiveKitOut
  push: PushOut
  room: EnteredRoom
}

export type FoundOut = {
  recording: string
  title: string
  began_at: string
  seconds: number
  state: 'waiting' | 'working' | 'ready' | 'failed'
  speakers: string[]
  hits: HitOut[]
}

export type Given = {
  speaker: number
}

export type HandOut = {
  identity: string
  name: string
  raised_at: string
  place: number
}

export type HitOut = {
  segment: number
  start: number
  speaker: string
  number: number
  text: string
  marks: ([number, number])[]
}

export type Into = {
  into: number
}

export type Join = {
  name: string
  device: Device
}

export type Key = {
  key: string
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

export type Made = {
  id: number
}

export type Making = {
  challenge: string
  rp_id: string
  user_id: string
  user_name: string
  display_name: string
  known: string[]
}

export type Me = {
  name: string
}

export type MeetingOut = {
  opened_at: string
  messages: MessageOut[]
  hands: HandOut[]
  captions: boolean
  role: Role
  powers: Record<string, Who>
  spotlight?: string
  reports?: ReportOut[]
  blocked?: BlockedOut[]
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
  to: 'everyone' | 'hosts'
}

export type MyHand = {
  raised: boolean
}

export type MyLanguage = {
  language: 'auto' | 'fr' | 'en'
}

export type MyMicrophone = {
  is_shared: boolean
}

export type MyName = {
  name: string
}

export type Named = {
  identities: string[]
}

export type NewBookmark = {
  at: number
  note?: string
}

export type NewMessage = {
  text: string
  reply_to?: number | null
  to?: 'everyone' | 'hosts'
}

export type NewPasskey = {
  name: string
  id: string
  client_data: string
  attestation: string
}

export type NewRecording = {
  mode?: 'video' | 'sound' | 'words'
  wants_words?: boolean
  with_names?: boolean
}

export type NewRoom = {
  name?: string
  access?: Access | null
}

export type NewShare = {
  email?: string | null
  organisation?: boolean
  link?: boolean
  may_change?: boolean
  days?: number | null
}

export type Note = {
  text: string
}

export type NowOut = {
  running: RunningOut | null
  may_record: boolean
  may_ask: boolean
  asked: AskOut | null
  waits_for: '' | 'none_free' | 'no_space'
  failure: string
}

export type PasskeyName = {
  name: string
}

export type PasskeyOut = {
  id: number
  name: string
  made_at: string
  used_at: string | null
}

export type People = {
  identities?: string[] | null
  but?: string[]
}

export type PlaceOut = {
  place_secret: string
  number: number
  position: number
  cursor: number
  push: PushOut
}

export type Power = 'microphone' | 'camera' | 'share' | 'chat' | 'private_chat' | 'reactions' | 'hand' | 'rename' | 'invite' | 'captions' | 'admit' | 'mute' | 'record' | 'polls' | 'layout'

export type Powers = {
  powers: Record<string, Who>
}

export type PowersOut = {
  powers: Record<string, Who>
}

export type PreferencesChange = {
  default_access?: 'open' | 'signed_in' | 'knock' | 'members' | '' | null
  told_by_mail?: boolean | null
}

export type PreferencesOut = {
  default_access: 'open' | 'signed_in' | 'knock' | 'members' | ''
  usual_access: 'open' | 'signed_in' | 'knock' | 'members'
  usual_of: string
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
  owner: string
  is_mine: boolean
  may_change: boolean
  may_take: boolean
  started_by: string
  mode: 'video' | 'sound' | 'words'
  wants_words: boolean
  state: 'asked' | 'recording' | 'ending' | 'ready' | 'failed'
  failure: string
  began_at: string
  seconds: number
  bytes: number
  expires_at: string | null
  gaps: number[][]
}

export type RecordsIO = {
  mode: 'video' | 'sound' | 'words' | ''
  wants_words: boolean
}

export type Refusing = {
  block?: boolean
}

export type Removal = {
  identities: string[]
  block?: boolean
}

export type Renamed = {
  name: string
}

export type ReportOut = {
  message: number
  name: string
  at: string
}

export type Role = 'owner' | 'host' | 'participant' | 'guest'

export type RoomBehindPin = {
  slug: string
  name: string
}

export type RoomChange = {
  name?: string | null
  slug?: string | null
  access?: Access | null
  members?: MemberIO[] | null
  email_domains?: string[] | null
  powers?: Record<string, Who> | null
  records?: RecordsIO | null
}

export type RoomFromOutside = {
  slug: string
  name: string
  access: Access
  may: 'enter' | 'knock' | 'sign_in' | 'locked' | 'no'
  is_owner: boolean
  present: Present[]
  is_recorded: boolean
  records: RecordsIO
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
  powers: Record<string, Who>
  records: RecordsIO
}

export type RunningOut = {
  id: string
  state: 'asked' | 'recording' | 'ending' | 'ready' | 'failed'
  mode: 'video' | 'sound' | 'words'
  wants_words: boolean
  started_by: string
  is_automatic: boolean
  agrees: boolean | null
}

export type Search = {
  q?: string
  speaker?: string
  title?: string
  since?: string | null
  until?: string | null
}

export type SegmentOut = {
  id: number
  speaker: number
  start: number
  end: number
  language: string
  text: string
  confidence: number
  words: ([string, number, number, number])[]
  is_redacted: boolean
  is_changed: boolean
}

export type SessionOut = {
  user: UserOut | null
  organisation: string
  mail_is_on: boolean
  telephone_is_on: boolean
  passkeys_are_on: boolean
  providers: ProviderOut[]
  silent: string
}

export type ShareOut = {
  id: number
  kind: 'person' | 'organisation' | 'link'
  email: string
  organisation: string
  url: string
  may_change: boolean
  made_at: string
  expires_at: string | null
}

export type Showing = {
  challenge: string
  rp_id: string
}

export type ShownPasskey = {
  id: string
  client_data: string
  authenticator_data: string
  signature: string
  user_handle: string
  next?: string
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
  is_shared: boolean
  language: string
}

export type SpeakerOut = {
  id: number
  identity: string
  number: number
  name: string
  confidence: number | null
}

export type Split = {
  segments: number[]
  name?: string
}

export type Spotlight = {
  identity: string
}

export type State = 'waiting' | 'admitted' | 'refused' | 'gone'

export type Stop = {
  identities?: string[] | null
  but?: string[]
  what: 'camera' | 'share'
}

export type SummaryContent = {
  title?: string
  abstract?: ClaimOut[]
  topics?: TopicOut[]
  decisions?: ClaimOut[]
  actions?: ActionOut[]
}

export type SummaryIn = {
  content: Content
}

export type SummaryOut = {
  engine: string
  made_at: string
  validated_at: string | null
  validated_by: string
  content: SummaryContent
}

export type SummaryValidated = {
  is_validated: boolean
}

export type TelephoneOut = {
  number: string
  pin: string
}

export type Topic = {
  segments: number[]
  title: string
  at: number
}

export type TopicOut = {
  title: string
  at: number
  segments: number[]
}

export type TranscriptOut = {
  state: 'waiting' | 'working' | 'ready' | 'failed'
  failure: string
  heard: number
  seconds: number
  engine: string
  model: string
  language: string
  asked_at: string
  ready_at: string | null
  validated_at: string | null
  validated_by: string
  may_change: boolean
  speakers: SpeakerOut[]
  segments: SegmentOut[]
  bookmarks: BookmarkOut[]
  summary: SummaryOut | null
}

export type UserOut = {
  name: string
  email: string
  is_admin: boolean
  organisation: string
}

export type Validated = {
  is_validated: boolean
}

export type Waiting = {
  knock: PlaceOut
}

export type Wanted = {
  identity?: string
  consents?: boolean
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

export type Who = 'everyone' | 'signed_in' | 'hosts' | 'owner' | 'nobody'

export type WholeRecordingOut = {
  id: string
  title: string
  owner: string
  is_mine: boolean
  may_change: boolean
  may_take: boolean
  started_by: string
  mode: 'video' | 'sound' | 'words'
  wants_words: boolean
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
