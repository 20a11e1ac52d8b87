/** Lies over the lanes: shows where we are, and goes where the pointer, the finger or the keys want. */
import { type PointerEvent, useRef } from 'react'
import type { Segment, Speaker } from '../../../api/transcripts'
import { useWords } from '../../../words/words'
import { lasting } from '../figures'
import { type Playhead, usePlayed } from '../player/playhead'
import { useSpeakerName } from '../speakers/naming'
import { indexAt } from '../transcript/current'
import { keyTo, percent, secondsAt } from './lanes'
import styles from './Timeline.module.css'

type SeekProps = {
  playhead: Playhead
  lines: readonly Segment[]
  speakers: ReadonlyMap<number, Speaker>
  gaps: readonly number[][]
}

export function Seek({ playhead, lines, speakers, gaps }: SeekProps) {
  const say = useWords()
  const nameOf = useSpeakerName()
  const isHeld = useRef(false)
  const at = usePlayed(playhead, (played) => played.at)
  const { seconds } = playhead.now
  const speaker = speakers.get(lines[indexAt(lines, at)]?.speaker ?? -1)
  const whole = { at: lasting(at), whole: lasting(seconds) }

  const goTo = (event: PointerEvent<HTMLElement>) =>
    playhead.seek(secondsAt(event.clientX, event.currentTarget.getBoundingClientRect(), seconds))

  return (
    <div
      className={styles.seek}
      role="slider"
      tabIndex={0}
      aria-label={say('timeline.seek')}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={
        speaker ? say('timeline.at_with', { ...whole, name: nameOf(speaker) }) : say('timeline.at', whole)
      }
      onKeyDown={(event) => {
        const to = keyTo(event.key, at, seconds)
        if (to === null) return
        event.preventDefault()
        playhead.seek(to)
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        isHeld.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={(event) => isHeld.current && goTo(event)}
      onPointerUp={() => {
        isHeld.current = false
      }}
      onPointerCancel={() => {
        isHeld.current = false
      }}
    >
      {gaps.map(([from = 0, long = 0]) => (
        <span
          key={from}
          className={styles.gap}
          style={{ insetInlineStart: `${percent(from, seconds)}%`, inlineSize: `${percent(long, seconds)}%` }}
        />
      ))}
      <span className={styles.now} style={{ insetInlineStart: `${percent(at, seconds)}%` }} />
    </div>
  )
}
