/** When does the store hear of a change? Soon for what people see, gathered for what flickers. */
import { RoomEvent } from 'livekit-client'
import { drawFrom } from './pictures'
import { theRoom, whenMade } from './room'
import { makeFloor } from './speaker'
import { useCall } from './store'
import { survey } from './survey'

/** Who speaks and how good each line is changes several times a second; the store hears it all at once, this often. */
const gatherMs = 120

/** After a restart of the server everybody comes back within a few seconds of one another: nobody has left until then. */
const comingBackMs = 8_000

let soon = false
let holdUntil = 0
let later: ReturnType<typeof setTimeout> | undefined

/** Everything LiveKit reports in this turn is one change to the store. */
function lookSoon(): void {
  if (soon) return
  soon = true
  queueMicrotask(look)
}

function lookLater(): void {
  later ??= setTimeout(look, gatherMs)
}

export function look(): void {
  soon = false
  clearTimeout(later)
  later = undefined
  const { phase, ...before } = useCall.getState()
  if (phase === 'idle' || phase === 'ended') return
  const isCut = phase === 'reconnecting' || phase === 'rejoining'
  const { seen, sources } = survey(theRoom(), before, isCut || Date.now() < holdUntil)
  for (const identity of before.order) if (!(identity in seen.participants)) floor.gone(identity)
  useCall.setState(seen)
  drawFrom(sources)
}

/** We are back on a fresh line and the others may not be yet: their places are kept for a moment. */
export function keepPlaces(): void {
  holdUntil = Date.now() + comingBackMs
  setTimeout(look, comingBackMs)
  look()
}

/** The call is over: nothing is drawn, nobody has the floor. */
export function lookAway(): void {
  clearTimeout(later)
  later = undefined
  holdUntil = 0
  floor.clear()
  drawFrom(new Map())
}

const floor = makeFloor((speaker) => useCall.setState({ speaker }))

/** 0..1 at this very moment; for a ring drawn outside React. */
export function levelOf(identity: string): number {
  return theRoom().getParticipantByIdentity(identity)?.audioLevel ?? 0
}

whenMade((room) => {
  for (const event of [
    RoomEvent.SignalConnected,
    RoomEvent.Connected,
    RoomEvent.Reconnected,
    RoomEvent.ParticipantConnected,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.ParticipantNameChanged,
    RoomEvent.ParticipantAttributesChanged,
    RoomEvent.TrackPublished,
    RoomEvent.TrackUnpublished,
    RoomEvent.TrackSubscribed,
    RoomEvent.TrackUnsubscribed,
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.LocalTrackPublished,
    RoomEvent.LocalTrackUnpublished,
  ] as const)
    room.on(event, lookSoon)
  room.on(RoomEvent.ConnectionQualityChanged, lookLater)
  room.on(RoomEvent.ActiveSpeakersChanged, (speakers) => {
    lookLater()
    const others = speakers.filter(({ isLocal }) => !isLocal)
    // One's own face is large to nobody else's benefit, unless one is alone.
    floor.hear(others.map(({ identity }) => identity))
  })
})
