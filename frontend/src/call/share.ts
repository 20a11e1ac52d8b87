/** How is a screen shared? As text that stays sharp or as motion that stays smooth; several at once, each with its own end. */
import { LocalAudioTrack, LocalVideoTrack, Track } from 'livekit-client'
import { markThisPage } from './mirror'
import { theRoom } from './room'
import { captureWish, hints, pictureOptions, retune } from './share-mode'
import { useCall } from './store'
import type { ShareMode } from './types'

type Share = { name: string; mode: ShareMode; picture: LocalVideoTrack; sound?: LocalAudioTrack }

// Newer than TypeScript's DOM types: what the picker offers, and sound of the whole system where there is no tab's own.
type DisplayWish = DisplayMediaStreamOptions & {
  selfBrowserSurface?: 'include' | 'exclude'
  surfaceSwitching?: 'include' | 'exclude'
  systemAudio?: 'include' | 'exclude'
}

const shares = new Map<string, Share>()
let count = 0

/** Must be called in a click. Resolves to the new picture's id, or null when the person closed the picker. */
export async function share({ mode, sound }: { mode: ShareMode; sound: boolean }): Promise<string | null> {
  markThisPage()
  useCall.setState({ choosingScreen: true })
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(displayWish(mode, sound))
    return await begin(stream, mode)
  } catch (trouble) {
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
  one.mode = mode
  await retune(one.picture, mode)
}

/** What is shared, onto a fresh line. */
export async function publishShares(): Promise<void> {
  await Promise.all([...shares.values()].map(publish))
}

export function closeShares(): void {
  for (const { picture, sound } of shares.values()) {
    picture.stop()
    sound?.stop()
  }
  shares.clear()
}

async function begin(stream: MediaStream, mode: ShareMode): Promise<string> {
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
  try {
    await publish(one)
  } catch (trouble) {
    await end(one)
    throw trouble
  }
  return pictureOf(one.name)
}

async function end(one: Share): Promise<void> {
  if (!shares.delete(one.name)) return
  const { localParticipant } = theRoom()
  one.picture.stop()
  one.sound?.stop()
  await localParticipant.unpublishTrack(one.picture, true)
  if (one.sound) await localParticipant.unpublishTrack(one.sound, true)
}

async function publish({ name, mode, picture, sound }: Share): Promise<void> {
  const { localParticipant } = theRoom()
  const pair = { name, stream: name }
  await Promise.all([
    localParticipant.publishTrack(picture, {
      ...pair,
      ...pictureOptions(mode, picture),
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
