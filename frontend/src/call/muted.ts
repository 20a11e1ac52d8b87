/** Does somebody speak to us with the microphone off? Listens on this machine only, to a copy that is sent nowhere. */
import { TrackEvent } from 'livekit-client'
import { levelOf } from './level'
import { ownTrack } from './own'
import { useCall } from './store'

/** The same voice the lobby listens for; a word is long, the click of a cable is not. */
const voice = 0.35
const wordMs = 400
const everyMs = 100
/** Speech has pauses: the hint stays through them. */
const pauseMs = 2_000

let stop: (() => void) | undefined

useCall.subscribe(({ microphone, phase }, before) => {
  if (microphone === before.microphone && phase === before.phase) return
  const isMuted = microphone === 'off' && phase === 'connected'
  if (isMuted && !stop) stop = listenToMuted()
  if (!isMuted) {
    stop?.()
    stop = undefined
    if (useCall.getState().talkingWhileMuted) useCall.setState({ talkingWhileMuted: false })
  }
})

function listenToMuted(): (() => void) | undefined {
  const track = ownTrack('microphone')
  if (track?.mediaStreamTrack.readyState !== 'live') return undefined
  // The one that is published is silenced at its source while muted; a copy of its own is not.
  let copy: MediaStreamTrack
  let hush: () => void
  const begin = () => {
    copy = track.mediaStreamTrack.clone()
    copy.enabled = true
    hush = levelOf(copy, hear)
  }
  const end = () => {
    hush()
    copy.stop()
  }
  const again = () => {
    end()
    begin()
  }
  begin()
  track.on(TrackEvent.Restarted, again)
  return () => {
    track.off(TrackEvent.Restarted, again)
    end()
  }
}

let spokenMs = 0
let silentMs = 0

function hear(level: number): void {
  spokenMs = level >= voice ? spokenMs + everyMs : 0
  silentMs = level >= voice ? 0 : silentMs + everyMs
  const { talkingWhileMuted } = useCall.getState()
  if (!talkingWhileMuted && spokenMs >= wordMs) useCall.setState({ talkingWhileMuted: true })
  if (talkingWhileMuted && silentMs >= pauseMs) useCall.setState({ talkingWhileMuted: false })
}
