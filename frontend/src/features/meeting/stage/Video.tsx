/** The moving picture of a tile, cropped no more than it may be. */
import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react'
import { attach } from '../../../call/call'
import { fitOf, type Size } from './layout'
import styles from './Tile.module.css'

type VideoProps = {
  id: string
  size: Size
  /** The share of the picture that may be cropped to fill the tile. */
  mayLose: number
  /** My own camera is shown as in a mirror: that is how people know themselves. */
  isMirrored: boolean
}

export function Video({ id, size, mayLose, isMirrored }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null)
  const [ratio, setRatio] = useState(16 / 9)

  // Before the paint, and detached in the same commit that takes the element away: nothing keeps a picture alive.
  useLayoutEffect(() => (video.current ? attach(id, video.current) : undefined), [id])

  return (
    <video
      ref={video}
      className={styles.video}
      data-fit={fitOf(ratio, size, mayLose)}
      data-mirrored={isMirrored || undefined}
      style={{ '--ratio': ratio } as CSSProperties}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      tabIndex={-1}
      aria-hidden
      onResize={({ currentTarget }) => {
        if (currentTarget.videoHeight > 0) setRatio(currentTarget.videoWidth / currentTarget.videoHeight)
      }}
    />
  )
}
