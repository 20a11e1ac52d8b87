/** How much picture do we take? By the person's wish, and by what the line can carry. */
import { type RemoteTrackPublication, RoomEvent, Track, VideoQuality } from 'livekit-client'
import { prefer, type Saver } from '../preferences'
import { theRoom, whenMade } from './room'
import { useCall } from './store'

/** Up to so many cameras each may be large: the best layer is asked for before the first picture, not after a look at it. */
const fewCameras = 4

/** A hiccup is not a reason to suggest anything. */
const poorForMs = 10_000

/** Somebody who chose in this call is not asked again: to keep all of it is a choice too. */
let hasChosen = false

useCall.subscribe(({ phase }) => {
  if (phase === 'connecting') hasChosen = false
})

export function setSaver(saver: Saver): void {
  hasChosen = true
  prefer({ saver })
  useCall.setState({ saver, saverSuggested: false })
  for (const publication of videos()) apply(publication)
}

/**
 * Said to the server before it sends the first picture. Otherwise it starts with the smallest layer until it hears how
 * large the tile is, and the first good picture comes a second late.
 */
export function apply(publication: RemoteTrackPublication): void {
  if (publication.kind !== Track.Kind.Video) return
  const { saver } = useCall.getState()
  const wanted = saver !== 'audio'
  if (publication.isDesired !== wanted) publication.setSubscribed(wanted)
  if (!wanted) return
  if (publication.source === Track.Source.ScreenShare) publication.setVideoQuality(VideoQuality.HIGH)
  else if (saver === 'economy') publication.setVideoQuality(VideoQuality.LOW)
  else if (publication.track || videos().length <= fewCameras) publication.setVideoQuality(VideoQuality.HIGH)
}

function videos(): RemoteTrackPublication[] {
  return [...theRoom().remoteParticipants.values()].flatMap((participant) => [
    ...participant.videoTrackPublications.values(),
  ])
}

let poorTimer: ReturnType<typeof setTimeout> | undefined

whenMade((room) => {
  room.on(RoomEvent.SignalConnected, () => videos().forEach(apply))
  room.on(RoomEvent.TrackPublished, apply)
  room.on(RoomEvent.TrackSubscribed, (_track, publication) => apply(publication))
  room.on(RoomEvent.ConnectionQualityChanged, (quality, { isLocal }) => {
    if (!isLocal) return
    clearTimeout(poorTimer)
    if (quality === 'poor') poorTimer = setTimeout(suggestSaver, poorForMs)
  })
})

/** A suggestion on the screen, once: nothing is taken away silently. */
export function suggestSaver(): void {
  const { saver, phase } = useCall.getState()
  if (saver === 'full' && phase === 'connected' && !hasChosen) useCall.setState({ saverSuggested: true })
}
