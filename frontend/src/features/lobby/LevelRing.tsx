/** How loud the microphone is: an arc that grows from below on both sides of its button. The meter in words is elsewhere. */
import { useEffect, useRef } from 'react'
import { levelOf } from '../../call/level'
import styles from './LevelRing.module.css'

export function LevelRing({ track }: { track: MediaStreamTrack }) {
  const arc = useRef<SVGCircleElement>(null)
  // Ten times a second, so around React and not through it.
  useEffect(
    () => levelOf(track, (level) => arc.current?.style.setProperty('--level', level.toFixed(3))),
    [track],
  )
  return (
    <svg className={styles.ring} viewBox="0 0 60 60" aria-hidden>
      <circle ref={arc} cx="30" cy="30" r="28" pathLength="100" />
    </svg>
  )
}
