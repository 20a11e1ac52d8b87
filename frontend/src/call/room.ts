/** Which Room do we speak through? One per page, made before the click and used for every join. */
import { AudioPresets, Room, setLogLevel, VideoPresets } from 'livekit-client'
import { patience } from './patience'

let room: Room | undefined
const wires: ((room: Room) => void)[] = []

export function theRoom(): Room {
  if (room) return room
  setLogLevel('error')
  room = make()
  for (const wire of wires) wire(room)
  return room
}

/** Each file listens to the one Room once, for the life of the page: joining again adds no listener. */
export function whenMade(wire: (room: Room) => void): void {
  wires.push(wire)
}

function make(): Room {
  return new Room({
    adaptiveStream: { pauseVideoInBackground: true },
    dynacast: true,
    // What is open is ours to close: a cut line must not switch off a camera that is published again a second later.
    stopLocalTrackOnUnpublish: false,
    // Whoever is asked "leave this page?" and stays must still be here: we leave when the page goes.
    disconnectOnPageLeave: false,
    reconnectPolicy: patience,
    videoCaptureDefaults: { resolution: VideoPresets.h720.resolution },
    publishDefaults: {
      audioPreset: AudioPresets.speech,
      dtx: true,
      red: true,
      simulcast: true,
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
      backupCodec: true,
      stopMicTrackOnMute: false,
    },
  })
}
