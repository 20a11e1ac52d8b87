/** What the chosen camera sees: the very picture that is sent or about to be; with none open, one just for this look. */
import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { capture } from '../../call/capture'
import { troubleOf } from '../../call/devices'
import { usePreview } from '../../call/preview'
import { cameraOf, useCall } from '../../call/store'
import { usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { useWords } from '../../words/words'
import styles from './Section.module.css'

export function CameraView() {
  const isSent = useCall(({ phase, camera }) => phase === 'connected' && camera === 'on')
  const inLobby = usePreview((state) => state.video)
  if (isSent) return <Sent />
  if (inLobby?.readyState === 'live') return <Picture track={inLobby} />
  return <OnWish />
}

function Sent() {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const id = useCall((state) => cameraOf(state.me))
  const isMirrored = useCall((state) => state.pictures[id]?.mirrored)
  useEffect(() => {
    let detach: (() => void) | undefined
    let isGone = false
    // The call's own code: it is here already, this page only must not bring it.
    void import('../../call/call').then(({ attach }) => {
      if (video.current && !isGone) detach = attach(id, video.current)
    })
    return () => {
      isGone = true
      detach?.()
    }
  }, [id])
  return (
    <video
      ref={video}
      {...look}
      aria-label={say('settings.camera_view')}
      data-mirrored={isMirrored || undefined}
    />
  )
}

function Picture({ track }: { track: MediaStreamTrack }) {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (element) element.srcObject = new MediaStream([track])
    return () => {
      if (element) element.srcObject = null
    }
  }, [track])
  const isMirrored = track.getSettings().facingMode !== 'environment'
  return (
    <video
      ref={video}
      {...look}
      aria-label={say('settings.camera_view')}
      data-mirrored={isMirrored || undefined}
    />
  )
}

const look = {
  className: styles.view,
  autoPlay: true,
  muted: true,
  playsInline: true,
  disablePictureInPicture: true,
}

/** Opened by a press and closed with the page: the light never goes on by itself. */
function OnWish() {
  const say = useWords()
  const [isWished, setWished] = useState(false)
  const { track, isRefused } = useCamera(isWished)
  return (
    <>
      {track && <Picture track={track} />}
      <Button
        label={isWished ? 'settings.see_myself_no_more' : 'settings.see_myself'}
        icon={isWished ? EyeOff : Eye}
        onPress={() => setWished(!isWished)}
      />
      <p role="status" className={styles.small}>
        {isRefused && say('settings.see_myself_failed')}
      </p>
    </>
  )
}

function useCamera(isWished: boolean): { track: MediaStreamTrack | undefined; isRefused: boolean } {
  const [track, setTrack] = useState<MediaStreamTrack>()
  const [isRefused, setRefused] = useState(false)
  const cameras = usePreferences((state) => state.cameras)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `capture` opens the first of them that is there.
  useEffect(() => {
    setRefused(false)
    if (!isWished) return
    let isOver = false
    let opened: MediaStreamTrack | undefined
    const open = async () => {
      const [came] = (await capture(['camera'])).getVideoTracks()
      if (isOver) return came?.stop()
      opened = came
      setTrack(came)
    }
    open().catch((trouble) => {
      if (troubleOf(trouble) === 'other') throw trouble
      if (!isOver) setRefused(true)
    })
    return () => {
      isOver = true
      opened?.stop()
      setTrack(undefined)
    }
  }, [isWished, cameras])
  return { track, isRefused }
}
