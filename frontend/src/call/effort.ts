/** Is this machine out of breath? Two bad stretches in a row, and its camera sends less; a hiccup changes nothing. */
import { type LocalTrackPublication, LocalVideoTrack, ParticipantEvent, Track } from 'livekit-client'
import { suggestSaver } from './quality'
import { whenMade } from './room'

const stretchMs = 10_000
/** So much of a stretch must be held back by the processor: most of it. */
const badShare = 0.7
const badStretches = 2

/** Seconds the encoder was held back by the processor, at the end of each stretch. */
export function isOutOfBreath(heldBack: number[]): boolean {
  const last = heldBack.slice(-badStretches - 1)
  if (last.length <= badStretches) return false
  return last
    .slice(1)
    .every((seconds, index) => seconds - (last[index] ?? seconds) >= (badShare * stretchMs) / 1000)
}

/** After so many good stretches nobody needs to watch; LiveKit tells of the next bad moment. */
function isAtEase(heldBack: number[]): boolean {
  const [before = 0, now = 0] = heldBack.slice(-2)
  return heldBack.length > badStretches && now - before < 1
}

const watched = new WeakSet<LocalVideoTrack>()

async function watch(track: LocalVideoTrack): Promise<void> {
  if (watched.has(track)) return
  watched.add(track)
  const heldBack: number[] = []
  while (track.sender && !track.isMuted && !isAtEase(heldBack)) {
    heldBack.push(await secondsHeldBack(track))
    if (isOutOfBreath(heldBack)) {
      await track.prioritizePerformance()
      suggestSaver()
      // There is no way back for this track: it stays watched. The camera's next one begins at full size.
      return
    }
    await new Promise((resolve) => setTimeout(resolve, stretchMs))
  }
  watched.delete(track)
}

/** The largest layer's: smaller ones are held back with it. */
async function secondsHeldBack(track: LocalVideoTrack): Promise<number> {
  const [largest] = await track.getSenderStats()
  return largest?.qualityLimitationDurations?.cpu ?? 0
}

whenMade(({ localParticipant }) => {
  localParticipant.on(
    ParticipantEvent.LocalTrackCpuConstrained,
    (track: LocalVideoTrack, { source }: LocalTrackPublication) => {
      if (source === Track.Source.Camera && track instanceof LocalVideoTrack) void watch(track)
    },
  )
})
