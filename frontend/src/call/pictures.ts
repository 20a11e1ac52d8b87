/** Which element shows which picture? An element is given once and keeps its picture whatever happens to the track. */
import type { Sources } from './survey'

const elements = new Map<string, Set<HTMLVideoElement>>()
let sources: Sources = new Map()

export function attach(pictureId: string, video: HTMLVideoElement): () => void {
  const shown = elements.get(pictureId) ?? new Set()
  elements.set(pictureId, shown.add(video))
  const drawn = () => noteDrawn(pictureId)
  video.addEventListener('loadeddata', drawn)
  sources.get(pictureId)?.attach(video)
  return () => {
    video.removeEventListener('loadeddata', drawn)
    shown.delete(video)
    if (shown.size === 0) elements.delete(pictureId)
    sources.get(pictureId)?.detach(video)
    release(video)
  }
}

/** New tracks go to the elements that wait for them, and the old ones let go. */
export function drawFrom(now: Sources): void {
  for (const [id, track] of sources) if (now.get(id) !== track) each(id, (video) => track.detach(video))
  const before = sources
  sources = now
  for (const [id, track] of now) if (before.get(id) !== track) each(id, (video) => track.attach(video))
}

const waiting = new Set<() => void>()

/** Resolves when somebody else's picture is on the screen, or after so long. */
export function pictureDrawn(withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      waiting.delete(done)
      resolve()
    }
    const timer = setTimeout(done, withinMs)
    waiting.add(done)
  })
}

function noteDrawn(pictureId: string): void {
  if (sources.get(pictureId)?.isLocal === false) for (const done of waiting) done()
}

function each(id: string, act: (video: HTMLVideoElement) => void): void {
  for (const video of elements.get(id) ?? []) act(video)
}

/** A video element that keeps its stream keeps its decoder. */
function release(video: HTMLVideoElement): void {
  video.srcObject = null
}
