/** How do we ask the browser for a camera and a microphone? */
import { usePreferences } from '../preferences'
import { type CaptureKind, chooseDevice, mediaDevices, useDevices } from './devices'

/** One request, so one question to the person, for all that is wanted. */
export async function capture(wanted: CaptureKind[]): Promise<MediaStream> {
  const media = mediaDevices()
  if (!media) throw new DOMException('Only pages over https may use devices.', 'InsecureContextError')
  return media.getUserMedia({
    video: wanted.includes('camera') && cameraConstraints(),
    audio: wanted.includes('microphone') && microphoneConstraints(),
  })
}

export function cameraConstraints(): MediaTrackConstraints {
  const { cameras, resolution } = usePreferences.getState()
  const [width, height] = resolution === '1080p' ? [1920, 1080] : [1280, 720]
  return {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: 30 },
    ...(which('camera', cameras) ?? { facingMode: { ideal: 'user' } }),
  }
}

/** Was this camera asked for as it would be now? The person may have chosen another size since. */
export function isSizeWished({ height }: MediaTrackConstraints): boolean {
  return idealOf(height) === idealOf(cameraConstraints().height)
}

function idealOf(wish: MediaTrackConstraints['height']): number | undefined {
  return typeof wish === 'object' ? wish.ideal : wish
}

export function microphoneConstraints(): MediaTrackConstraints {
  const { microphones } = usePreferences.getState()
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...which('microphone', microphones),
  }
}

/** Exact when we see the device: an ideal one loses to a camera with more pixels. */
function which(kind: CaptureKind, priorities: string[]): MediaTrackConstraints | undefined {
  const chosen = chooseDevice(useDevices.getState()[kind], priorities)
  if (chosen) return { deviceId: { exact: chosen } }
  return priorities[0] ? { deviceId: { ideal: priorities[0] } } : undefined
}
