/** How does one enter, and how does one go? */
import { RoomEvent } from 'livekit-client'
import { ask, Refusal } from '../api/client'
import { usePreferences } from '../preferences'
import { chooseCodec } from './codec'
import { look, lookAway } from './look'
import { adopt, closeOwn, publishCamera, publishMicrophone } from './own'
import { pictureDrawn } from './pictures'
import { speakThroughPreferred } from './playback'
import { theRoom, whenMade } from './room'
import { closeShares, publishShares } from './share'
import { quiet, useCall } from './store'
import type { Ending, Entry, Joining, OpenTracks } from './types'

/** On a line too slow to show them this soon, they need not wait for me. */
const theirPictureMs = 400

/** Before the click: the Room is made, the codec chosen, the way to the SFU open, the browser's media threads awake. */
export function warm(livekitUrl: string): void {
  const room = theRoom()
  void chooseCodec()
  void room.prepareConnection(livekitUrl)
  if (!isAwake) void wakeMedia()
}

let isAwake = false

/** A page's first peer connection starts threads and lists codecs: some 30 ms that are better spent before the click. */
async function wakeMedia(): Promise<void> {
  isAwake = true
  const line = new RTCPeerConnection()
  line.addTransceiver('audio')
  line.addTransceiver('video')
  // It is never used: nothing is set, nothing gathered, nothing sent.
  await line.createOffer().catch(() => {})
  line.close()
}

/** Tracks are published as they are. Until `welcomed` nothing is drawn: what the page does holds up the line. */
export function join(entry: Entry, tracks: OpenTracks): Joining {
  useCall.setState({ ...quiet, phase: 'connecting', saver: usePreferences.getState().saver })
  const line = connect(entry)
  const welcomed = greet(line).then(() => moveIn(entry, tracks))
  return { welcomed, inside: arrive(line, welcomed) }
}

/** Between the SFU's answer and its first packet the browser looks for a way through the network, and the page has time. */
async function greet(line: Promise<void>): Promise<void> {
  let isSettled = false
  const settled = line
    .catch(() => {})
    .finally(() => {
      isSettled = true
    })
  await Promise.race([answered(), settled])
  while (!isSettled && !isLooking()) await Promise.race([settled, wait(10)])
}

/** LiveKit's own word, heard once for the life of the page; who waits for it changes. */
function answered(): Promise<void> {
  return new Promise((resolve) => {
    onAnswer = resolve
  })
}

let onAnswer = () => {}
whenMade((room) => {
  room.on(RoomEvent.SignalConnected, () => onAnswer())
})

function isLooking(): boolean {
  const { pcManager } = theRoom().engine
  const state = (pcManager?.subscriber ?? pcManager?.publisher)?.getICEConnectionState()
  return state !== 'new'
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function moveIn(entry: Entry, tracks: OpenTracks): void {
  // The line broke, or the person left, before there was anything to see.
  if (useCall.getState().phase !== 'connecting') {
    stop(tracks)
    return
  }
  adopt(tracks)
  useCall.setState({ entry, me: entry.identity })
  look()
}

function stop({ video, audio, opening = {} }: OpenTracks): void {
  video?.stop()
  audio?.stop()
  for (const coming of Object.values(opening)) void coming.then((track) => track.stop()).catch(() => {})
}

async function arrive(line: Promise<void>, welcomed: Promise<void>): Promise<void> {
  try {
    await line
  } catch (trouble) {
    // Somebody who left while the line was made has nothing to be told.
    if (useCall.getState().phase !== 'connecting') return
    close(null)
    throw trouble
  }
  await welcomed
  if (useCall.getState().phase !== 'connecting') return
  useCall.setState({ phase: 'connected', since: Date.now() })
  void send()
  void speakThroughPreferred()
}

/** One line to the SFU; `send` what is open here when it stands. */
export async function connect({ livekit, ticket }: Entry): Promise<void> {
  const room = theRoom()
  room.options.singlePeerConnection = livekit.single_peer_connection
  await room.connect(livekit.url, ticket, {
    websocketTimeout: 8_000,
    peerConnectionTimeout: 10_000,
    rtcConfig: wayTo(livekit),
  })
}

/**
 * The line that is being made will never stand. LiveKit would wait for its media until the timeout, and give the same vain
 * promise to whoever tries again meanwhile; its own `disconnect` does nothing once it was disconnected.
 */
export function giveUpLine(): void {
  // biome-ignore lint/complexity/useLiteralKeys: private to LiveKit, and the only way to end what it waits for.
  theRoom()['abortController']?.abort()
}

function wayTo({ relays }: Entry['livekit']): RTCConfiguration {
  return {
    // Our own addresses are gathered while the SFU still answers.
    iceCandidatePoolSize: 1,
    // LiveKit always names a STUN server. Where it has no relay nobody needs one: it learns our address from our first
    // packet. Chromium asks all the same, and waits 120 ms for an answer before it sends that packet.
    ...(!relays && { iceServers: [] }),
  }
}

/**
 * When the first of their pictures is there. Starting an encoder and seeing somebody for the first time compete for the
 * same cores, and one enters a room to see who is in it.
 */
export async function send(): Promise<void> {
  const { localParticipant } = theRoom()
  const line = localParticipant.sid
  await firstFace()
  // Another line may have taken the place of this one; it sends for itself.
  if (localParticipant.sid !== line) return
  // What fails here fails with the line, and whoever mends it sends again.
  await Promise.allSettled([publishMicrophone(), publishCamera(), publishShares()])
}

/** Resolves when somebody else's picture is on the screen; soon when there is none to wait for. */
export async function firstFace(): Promise<void> {
  const theyShow = [...theRoom().remoteParticipants.values()].some((person) =>
    [...person.videoTrackPublications.values()].some(({ isMuted }) => !isMuted),
  )
  if (theyShow) await pictureDrawn(theirPictureMs)
}

/** I go. The server hears it even when the page closes at the same moment. */
export async function leave(): Promise<void> {
  const pass = useCall.getState().entry?.pass
  if (pass) void ask('POST', '/api/meeting/leave', { pass, keepalive: true }).catch(() => {})
  await finish('left')
}

/** It is over, for this reason. The first reason counts. */
export async function finish(ending: Ending): Promise<void> {
  const { phase } = useCall.getState()
  if (phase === 'idle' || phase === 'ended') return
  close(ending)
  await theRoom().disconnect()
}

function close(ending: Ending | null): void {
  const { entry, me } = useCall.getState()
  lookAway()
  closeOwn()
  closeShares()
  useCall.setState(ending ? { ...quiet, phase: 'ended', ending, entry, me } : quiet)
}

/** LiveKit says the room is deleted for both: the owner ended the meeting, or deleted the room and its address. */
export async function endedOrDeleted(): Promise<Ending> {
  const slug = useCall.getState().entry?.room.slug ?? ''
  try {
    await ask('GET', `/api/rooms/${encodeURIComponent(slug)}`, { signal: AbortSignal.timeout(2_000) })
    return 'ended_for_all'
  } catch (trouble) {
    return trouble instanceof Refusal && trouble.status === 404 ? 'room_deleted' : 'ended_for_all'
  }
}
