/** What is different between a shared screen of text and one of motion? The browser's hint, the frame rate, the encoding. */
import type { LocalVideoTrack, TrackPublishOptions } from 'livekit-client'
import type { ShareMode } from './types'

export const hints: Record<ShareMode, string> = { text: 'detail', motion: 'motion' }

const fullHd = { width: 1920, height: 1080 }

/** What is asked of the browser's capture. Text keeps the source's own size, whatever it is. */
export function captureWish(
  mode: ShareMode,
  source = { width: Infinity, height: Infinity },
): MediaTrackConstraints {
  if (mode === 'text') return { frameRate: { ideal: 15, max: 15 } }
  // A limit that changes nothing is not asked for: it makes some captures start anew.
  const isSmall = source.width <= fullHd.width && source.height <= fullHd.height
  const limit = isSmall ? {} : { width: { max: fullHd.width }, height: { max: fullHd.height } }
  return { frameRate: { ideal: 30 }, ...limit }
}

/** Text: every pixel of the source, up to 15 pictures a second. Motion: 30 pictures a second, a smaller size for those who need it. */
export function pictureOptions(
  mode: ShareMode,
  picture: Pick<LocalVideoTrack, 'dimensions'>,
): TrackPublishOptions {
  const { width, height } = picture.dimensions ?? fullHd
  const fullHds = (width * height) / (fullHd.width * fullHd.height)
  const share = mode === 'text' ? 2_500_000 : 4_000_000
  return {
    videoCodec: 'vp8',
    simulcast: true,
    degradationPreference: degradations[mode],
    screenShareEncoding: {
      maxBitrate: Math.round(Math.min(Math.max(share * fullHds, 1_000_000), 8_000_000)),
      maxFramerate: mode === 'text' ? 15 : 30,
      priority: 'high',
    },
  }
}

const degradations = { text: 'maintain-resolution', motion: 'balanced' } as const

/** A running share, the other way: on the same track and the same senders, so nobody's picture goes away meanwhile. */
export async function retune(picture: LocalVideoTrack, mode: ShareMode): Promise<void> {
  const { mediaStreamTrack: track } = picture
  track.contentHint = hints[mode]
  // A source that does not let itself be changed keeps its rate; the encoding below still follows.
  await track.applyConstraints(captureWish(mode, picture.dimensions)).catch(() => {})
  const options = pictureOptions(mode, picture)
  // LiveKit computes from these when the source changes its size.
  picture.publishOptions = { ...picture.publishOptions, ...options }
  await picture.setDegradationPreference(degradations[mode])
  if (!picture.sender) return
  const apply = (sender: RTCRtpSender) => {
    const parameters = sender.getParameters()
    const encodings = encodingsLike(parameters.encodings, options.screenShareEncoding)
    return sender.setParameters({ ...parameters, encodings })
  }
  // LiveKit may be changing the same sender just now: then once more, on top of that.
  await apply(picture.sender).catch(() => picture.sender && apply(picture.sender))
}

type Encoding = Pick<RTCRtpEncodingParameters, 'maxBitrate' | 'maxFramerate'>

/** The layers as they are, the largest with this encoding and the smaller ones in proportion. */
export function encodingsLike<Layer extends Encoding>(layers: Layer[], wanted: Encoding = {}): Layer[] {
  const { maxBitrate, maxFramerate } = wanted
  const largest = Math.max(...layers.map((layer) => layer.maxBitrate ?? 0))
  if (!maxBitrate || !maxFramerate || largest <= 0) return layers
  return layers.map((layer) => ({
    ...layer,
    maxFramerate,
    ...(layer.maxBitrate && { maxBitrate: Math.round((layer.maxBitrate * maxBitrate) / largest) }),
  }))
}
