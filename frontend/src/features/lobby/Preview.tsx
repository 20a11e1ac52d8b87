/** What others will see of me: the mirror, or why there is none. */
import { useEffect, useRef, useState } from 'react'
import type { Line } from '../../call/check'
import { type DeviceTrouble, permissionOf } from '../../call/devices'
import { usePreview } from '../../call/preview'
import { usePreferences } from '../../preferences'
import { Avatar } from '../../ui/Avatar'
import { useWords, type WordKey } from '../../words/words'
import { DeviceToggle } from './DeviceToggle'
import { LineVerdict } from './LineVerdict'
import styles from './Preview.module.css'

const troubles: Record<DeviceTrouble, WordKey> = {
  denied: 'lobby.preview.denied',
  none: 'lobby.preview.none',
  busy: 'lobby.preview.busy',
  insecure: 'lobby.preview.denied',
  other: 'lobby.preview.other',
}

// A device that starts takes less; a person who is asked takes more.
const patienceMs = 700

export function Preview({ name, line }: { name: string; line: Line | undefined }) {
  const say = useWords()
  const video = usePreview((state) => state.video)
  return (
    <section className={styles.preview} aria-label={say('lobby.preview')} data-self-view>
      {video ? <Mirror track={video} /> : <NoPicture name={name} />}
      <div className={styles.line}>
        <LineVerdict line={line} />
      </div>
      <div className={styles.toggles}>
        <DeviceToggle kind="microphone" />
        <DeviceToggle kind="camera" />
      </div>
    </section>
  )
}

function Mirror({ track }: { track: MediaStreamTrack }) {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const mirror = video.current
    if (!mirror) return
    mirror.srcObject = new MediaStream([track])
    // An element that plays is kept by the browser, and keeps its camera.
    return () => {
      mirror.srcObject = null
    }
  }, [track])
  // What a phone's back camera shows has a right and a left of its own.
  const isMirrored = track.getSettings().facingMode !== 'environment'
  return (
    <video
      ref={video}
      className={styles.picture}
      data-mirrored={isMirrored}
      aria-label={say('lobby.preview.picture')}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
    />
  )
}

function NoPicture({ name }: { name: string }) {
  const say = useWords()
  const wished = usePreferences((state) => state.cameraOn)
  const trouble = usePreview((state) => state.trouble.camera)
  const waiting = useWaiting()
  const reason = trouble ? troubles[trouble] : wished ? waiting : 'lobby.preview.off'
  return (
    <div className={styles.empty}>
      {name.trim() && !waiting && <Avatar name={name} id={name} size="fill" />}
      {reason && <p>{say(reason)}</p>}
    </div>
  )
}

/** What the browser is busy with, once it takes long enough to wonder: a question to the person, or a slow camera. */
function useWaiting(): WordKey | undefined {
  const opening = usePreview((state) => state.opening)
  const [waiting, setWaiting] = useState<WordKey>()
  useEffect(() => {
    if (!opening) return
    const timer = setTimeout(async () => {
      const states = await Promise.all([permissionOf('camera'), permissionOf('microphone')])
      const asks = states.some((status) => status?.state !== 'granted')
      setWaiting(asks ? 'lobby.preview.asking' : 'lobby.preview.starting')
    }, patienceMs)
    return () => {
      clearTimeout(timer)
      setWaiting(undefined)
    }
  }, [opening])
  return waiting
}
