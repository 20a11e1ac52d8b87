/** How are the others heard? One audio element per sound, outside the page and outside React: no tile decides who is heard. */
import { RoomEvent, Track } from 'livekit-client'
import { usePreferences } from '../preferences'
import { chooseDevice, listDevices } from './devices'
import { theRoom, whenMade } from './room'
import { useCall } from './store'

/** In a click, when `canPlayAudio` is false. */
export async function startAudio(): Promise<void> {
  await theRoom().startAudio()
}

export async function speakThrough(deviceId: string): Promise<void> {
  if (!('setSinkId' in HTMLMediaElement.prototype)) return
  await theRoom().switchActiveDevice('audiooutput', deviceId)
  useCall.setState((state) => ({ devices: { ...state.devices, speaker: deviceId } }))
}

/** The one the person likes best among those plugged in; the system's own when none of them is. */
export async function speakThroughPreferred(): Promise<void> {
  const { speakers } = usePreferences.getState()
  if (speakers.length === 0) return
  const wanted = chooseDevice((await listDevices()).speaker, speakers)
  if (wanted && wanted !== useCall.getState().devices.speaker) await speakThrough(wanted)
}

whenMade((room) => {
  room.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind === Track.Kind.Audio) track.attach()
  })
  room.on(RoomEvent.TrackUnsubscribed, (track) => {
    if (track.kind === Track.Kind.Audio) track.detach()
  })
  room.on(RoomEvent.AudioPlaybackStatusChanged, () => {
    useCall.setState({ canPlayAudio: room.canPlaybackAudio })
  })
})
