/** How is a screen shared? As text that stays sharp or as motion that stays smooth; several at once, each with its own end. */
import { LocalAudioTrack, LocalVideoTrack, Track } from 'livekit-client'
import { announce } from './announcer'
import { look } from './look'
import { markThisPage, whenSurfaceChanges } from './mirror'
import { theRoom } from './room'
import { captureWish, hints, pictureOptions, retune } from './share-mode'
import { type Size, sizeOf } from './size'
import { useCall } from './store'
import type { ShareMode } from './types'

type Share = {
  name: string
  mode: ShareMode
  size?: Size | undefined
  picture: LocalVideoTrack
  sound?: LocalAudioTrack | undefined
  /** One change of its mode after the other. */
  tuning?: Promise<void>
}

// Newer than TypeScript's DOM types: what the picker offers, and sound of the whole system where there is no tab's own.
type DisplayWish = DisplayMediaStreamOptions & {
  selfBrowserSurface?: 'include' | 'exclude'
  surfaceSwitching?: 'include' | 'exclude'
  systemAudio?: 'include' | 'exclude'
}

const shares = new Map<string, Share>()
let count = 0
/** The browser's picker outlives a call: what is picked then belongs to none. */
let calls = 0

/** Must be called in a click. Resolves to the new picture's id, or null when the person closed the picker. */
export async function share({ mode, sound }: { mode: ShareMode; sound: boolean }): Promise<string | null> {
  markThisPage()
  useCall.setState({ choosingScreen: true })
  const call = calls
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(displayWish(mode, sound))
    if (call === calls) return await begin(stream, mode)
    for (const track of stream.getTracks()) track.stop()
    return null
  } catch (trouble) {
    // Whoever is gone has nothing to be told.
    if (call !== calls) return null
    if (trouble instanceof DOMException && trouble.name === 'NotAllowedError') return null
    throw trouble
  } finally {
    useCall.setState({ choosingScreen: false })
  }
}

/** One of `ownScreens`; all of them without an id. */
export async function stopShare(pictureId?: string): Promise<void> {
  const ending = [...shares.values()].filter(({ name }) => !pictureId || pictureOf(name) === pictureId)
  await Promise.all(ending.map(end))
}

/** The other way, while it goes on: the same picture, for those who look at it without a gap. */
export async function setShareMode(pictureId: string, mode: ShareMode): Promise<void> {
  const one = [...shares.values()].find(({ name }) => pictureOf(name) === pictureId)
  if (!one || one.mode === mode) return
  const before = one.mode
  one.mode = mode
  one.tuning = Promise.allSettled([one.tuning]).then(async () => {
    one.size = await retune(one.picture, mode, before)
  })
  try {
    await one.tuning
  } catch (trouble) {
    if (!shares.has(one.name)) return
    if (one.mode === mode) one.mode = before
    throw trouble
  }
}

/** What is shared, onto a fresh line. */
export async function publishShares(): Promise<void> {
  await Promise.all([...shares.values()].map(publish))
}

export function closeShares(): void {
  calls += 1
  for (const { picture, sound } of shares.values()) {
    picture.stop()
    sound?.stop()
  }
  shares.clear()
}

/** Null when it was stopped, or the call left, before its first picture came. */
async function begin(stream: MediaStream, mode: ShareMode): Promise<string | null> {
  const [video] = stream.getVideoTracks()
  if (!video) throw new DOMException('No picture came.', 'NotFoundError')
  video.contentHint = hints[mode]
  const [audio] = stream.getAudioTracks()
  count += 1
  const one: Share = {
    name: `screen-${count}`,
    mode,
    picture: new LocalVideoTrack(video, undefined, false),
    sound: audio && new LocalAudioTrack(audio, undefined, false),
  }
  shares.set(one.name, one)
  // The browser's own "stop sharing" ends the picture; its sound must not go on alone.
  video.addEventListener('ended', () => void end(one), { once: true })
  whenSurfaceChanges(video, () => lookAgain(one))
  try {
    // While the line is being remade, whoever makes it sends what is shared.
    if (useCall.getState().phase === 'connected') await publish(one)
  } catch (trouble) {
    await end(one)
    throw new DOMException(String(trouble), 'NetworkError')
  }
  return shares.has(one.name) ? pictureOf(one.name) : null
}

/** It shows something else from now on: this very page perhaps, which is said to whoever does not see it. */
function lookAgain({ name }: Share): void {
  const mirrors = () => useCall.getState().pictures[pictureOf(name)]?.mirror
  const did = mirrors()
  look()
  if (did === false && mirrors()) announce('own', 'announce.you_share_mirror')
}

async function end(one: Share): Promise<void> {
  if (!shares.delete(one.name)) return
  const { localParticipant } = theRoom()
  one.picture.stop()
  one.sound?.stop()
  // What the line does not let go of goes with the line.
  await Promise.allSettled([
    localParticipant.unpublishTrack(one.picture, true),
    one.sound && localParticipant.unpublishTrack(one.sound, true),
  ])
}

async function publish(one: Share): Promise<void> {
  const { name, picture, sound } = one
  const { localParticipant } = theRoom()
  one.size ??= await sizeOf(picture.mediaStreamTrack)
  if (!shares.has(name)) return
  const options = pictureOptions(one.mode, one.size)
  // Known before there is a sender: LiveKit tells each new one what it knew before, and what is new at the same moment.
  await picture.setDegradationPreference(options.degradationPreference)
  const pair = { name, stream: name }
  await Promise.all([
    localParticipant.publishTrack(picture, {
      ...pair,
      ...options,
      source: Track.Source.ScreenShare,
    }),
    sound &&
      localParticipant.publishTrack(sound, {
        ...pair,
        source: Track.Source.ScreenShareAudio,
        // What a film or a lecture needs; silence in it is part of it.
        audioPreset: { maxBitrate: 96_000 },
        forceStereo: true,
        dtx: false,
        red: false,
      }),
  ])
}

function displayWish(mode: ShareMode, sound: boolean): DisplayWish {
  return {
    video: captureWish(mode),
    audio: sound && { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    selfBrowserSurface: 'include',
    surfaceSwitching: 'include',
    systemAudio: sound ? 'include' : 'exclude',
  }
}

function pictureOf(name: string): string {
  return `${theRoom().localParticipant.identity}/${name}`
}
