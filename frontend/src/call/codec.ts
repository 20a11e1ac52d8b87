/** In which codec do we send our camera? Decided before publishing, once per page, by what this machine does without effort. */
import type { VideoCodec } from 'livekit-client'

let chosen: VideoCodec = 'vp8'
let choosing: Promise<void> | undefined

/** Until the machine has been asked, VP8: every browser reads it and three sizes of it cost little. */
export function cameraCodec(): VideoCodec {
  return chosen
}

export function chooseCodec(): Promise<void> {
  choosing ??= choose(encodesWithoutEffort, navigator.hardwareConcurrency).then((codec) => {
    chosen = codec
  })
  return choosing
}

/**
 * Hardware decides: H.264 first, as phones and laptops with a chip for it encode all three sizes on it. VP9 in software
 * costs old laptops half their frames, so only with a chip for it and many cores for what the chip does not take.
 */
export async function choose(
  effortless: (mime: string) => Promise<boolean>,
  cores: number,
): Promise<VideoCodec> {
  if (await effortless('video/H264;level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'))
    return 'h264'
  if (cores >= 8 && (await effortless('video/VP9'))) return 'vp9'
  return 'vp8'
}

async function encodesWithoutEffort(contentType: string): Promise<boolean> {
  if (!('mediaCapabilities' in navigator)) return false
  try {
    const { supported, smooth, powerEfficient } = await navigator.mediaCapabilities.encodingInfo({
      type: 'webrtc',
      video: { contentType, width: 1280, height: 720, bitrate: 1_700_000, framerate: 30 },
    })
    return supported && smooth && powerEfficient
  } catch {
    // Browsers that do not know `webrtc` here throw a TypeError.
    return false
  }
}
