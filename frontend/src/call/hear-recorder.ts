/** Which of the participants is the recorder, and when does it say something? Writes `recorder.ts`. */
import { type Participant, type Room, RoomEvent } from 'livekit-client'
import { forgetRecorder, gone, hear } from './recorder'
import { whenMade } from './room'

/** Only our server gives attributes, so nobody can pass for it. */
export function isRecorder({ attributes }: Pick<Participant, 'attributes'>): boolean {
  return attributes.role === 'recorder'
}

/** A dead one stays for some seconds beside the one that goes on: the last that came counts. */
function recorderIn(room: Room): Participant | undefined {
  const found = [...room.remoteParticipants.values()].filter(isRecorder)
  return found.sort((one, other) => (other.joinedAt?.getTime() ?? 0) - (one.joinedAt?.getTime() ?? 0))[0]
}

whenMade((room) => {
  const look = () => {
    const recorder = recorderIn(room)
    if (recorder) hear(recorder.attributes)
    else gone()
  }
  room.on(RoomEvent.Connected, look)
  room.on(RoomEvent.ParticipantConnected, (participant) => isRecorder(participant) && look())
  room.on(RoomEvent.ParticipantDisconnected, (participant) => isRecorder(participant) && look())
  room.on(RoomEvent.ParticipantAttributesChanged, (_, participant) => {
    if (participant === recorderIn(room)) hear(participant.attributes)
  })
  room.on(RoomEvent.Disconnected, forgetRecorder)
})
