/** What is different between a shared screen of text and one of motion? The browser's hint, the frame rate, the encoding. */
import type { LocalVideoTrack, TrackPublishOptions } from 'livekit-client'
import { type Size, said, sizeOf } from './size'
import type { ShareMode } from './types'

type PictureOptions = TrackPublishOptions & Required<Pick<TrackPublishOptions, 'degradationPreference'>>

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
export function pictureOptions(mode: ShareMode, { width, height }: Size = fullHd): PictureOptions {
  const fullHds = (width * height) / (fullHd.width * fullHd.height)
  const share = mode === 'text' ? 2_500_000 : 4_000_000
  return {
    videoCodec: 'vp8',
    simulcast: true,
    degradationPreference: mode === 'text' ? 'maintain-resolution' : 'balanced',
    screenShareEncoding: {
      maxBitrate: Math.round(Math.min(Math.max(share * fullHds, 1_000_000), 8_000_000)),
      maxFramerate: mode === 'text' ? 15 : 30,
      priority: 'high',
    },
  }
}

/**
 * A running share, the other way: on the same track and the same senders, so nobody's picture goes away meanwhile.
 * Resolves to the size it has then; rejects when the browser does not take it, and all is as before.
 */
export async function retune(
  picture: LocalVideoTrack,
  mode: ShareMode,
  before: ShareMode,
): Promise<Size | undefined> {
  const size = await captureAs(picture.mediaStreamTrack, mode)
  try {
    await sendAs(picture, pictureOptions(mode, size))
    return size
  } catch (trouble) {
    await captureAs(picture.mediaStreamTrack, before)
    throw trouble
  }
}

async function captureAs(track: MediaStreamTrack, mode: ShareMode): Promise<Size | undefined> {
  track.contentHint = hints[mode]
  // A source that does not let itself be changed keeps its rate; the encoding still follows.
  await track.applyConstraints(captureWish(mode, said(track))).catch(() => {})
  return sizeOf(track)
}

const tries = 3

async function sendAs(picture: LocalVideoTrack, options: PictureOptions): Promise<void> {
  for (let tried = 1; picture.sender; tried += 1)
    try {
      await tune(picture.sender, options)
      break
    } catch (trouble) {
      // LiveKit may be changing the same sender just now: then once more, on top of that.
      if (tried === tries) throw trouble
      await new Promise((resolve) => setTimeout(resolve, 50 * tried))
    }
  // The very object of LiveKit's publication: it sends with these again after a cut, and when the source changes its size.
  Object.assign(picture.publishOptions ?? {}, options)
}

/** In one go: between two, LiveKit would find the sender half changed. */
function tune(sender: RTCRtpSender, options: PictureOptions): Promise<void> {
  const { degradationPreference, screenShareEncoding } = options
  const parameters = sender.getParameters()
  const encodings = encodingsLike(parameters.encodings, screenShareEncoding)
  return sender.setParameters({ ...parameters, degradationPreference, encodings })
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
