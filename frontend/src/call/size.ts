/** How large are the pictures a capture gives? What it says of itself is a guess until one has come through. */

export type Size = { width: number; height: number }

/** A screen on which nothing moves may be long in coming. */
const patienceMs = 1_000

/** The size of the next picture; what the capture says when none comes soon, nothing when it does not say. */
export async function sizeOf(track: MediaStreamTrack, withinMs = patienceMs): Promise<Size | undefined> {
  return (await nextPicture(track, withinMs)) ?? said(track)
}

/** Without waiting: as the capture says it now. */
export function said(track: MediaStreamTrack): Size | undefined {
  const { width, height } = track.getSettings()
  return width && height ? { width, height } : undefined
}

/** Seen by an element of its own, which starts empty and is drawn nowhere. */
function nextPicture(track: MediaStreamTrack, withinMs: number): Promise<Size | undefined> {
  const video = document.createElement('video')
  video.muted = true
  return new Promise((resolve) => {
    const see = () => {
      clearTimeout(timer)
      const { videoWidth: width, videoHeight: height } = video
      video.srcObject = null
      resolve(width && height ? { width, height } : undefined)
    }
    const timer = setTimeout(see, withinMs)
    video.addEventListener('loadedmetadata', see, { once: true })
    video.srcObject = new MediaStream([track])
  })
}
