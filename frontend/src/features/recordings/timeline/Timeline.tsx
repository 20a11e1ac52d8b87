/** The whole recording in a few lanes: who speaks when, what was found, what was marked; a press or a key goes there. */
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import type { Bookmark, Segment, Speaker } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { useIsNarrow } from '../narrow'
import type { Playhead } from '../player/playhead'
import { useSpeakerName } from '../speakers/naming'
import type { Passage } from '../transcript/passages'
import { type Lane, percent } from './lanes'
import { Seek } from './Seek'
import styles from './Timeline.module.css'

type TimelineProps = {
  playhead: Playhead
  lanes: Lane[]
  lines: readonly Segment[]
  speakers: ReadonlyMap<number, Speaker>
  passages: readonly Passage[]
  bookmarks: readonly Bookmark[]
  /** Where nobody recorded: [from, for how long]. */
  gaps: readonly number[][]
  onSpeaker?: ((speaker: number) => void) | undefined
}

/** More than these push away what is below. */
const mostAtFirst = 6

export function Timeline(props: TimelineProps) {
  const { playhead, lanes, lines, speakers, passages, bookmarks, gaps, onSpeaker } = props
  const say = useWords()
  const isNarrow = useIsNarrow()
  const isFolding = isNarrow ? lanes.length > 1 : lanes.length > mostAtFirst
  const [wish, setWish] = useState<boolean>()
  const isOpen = !isFolding || (wish ?? false)
  const seconds = playhead.now.seconds
  return (
    <section className={styles.timeline} aria-label={say('timeline.label')}>
      <div className={styles.rows} data-bare={lanes.length === 0 || undefined}>
        {isOpen ? (
          lanes.map((lane) => <Row key={lane.speaker.id} lane={lane} onSpeaker={onSpeaker} />)
        ) : (
          <>
            <span className={styles.name}>{say('timeline.everybody')}</span>
            <div className={styles.track}>
              {lanes.map((lane) => (
                <Spans key={lane.speaker.id} lane={lane} />
              ))}
            </div>
          </>
        )}
        {lanes.length === 0 && (
          <>
            <span className={styles.name} />
            <div className={styles.track} />
          </>
        )}
        {passages.length > 0 && (
          <Marks
            kind="found"
            name={say('timeline.found')}
            places={passages.map(({ line, start }) => [line, percent(start, seconds)])}
          />
        )}
        {bookmarks.length > 0 && (
          <Marks
            kind="marked"
            name={say('timeline.bookmarks')}
            places={bookmarks.map(({ id, at }) => [id, percent(at, seconds)])}
          />
        )}
        <Seek playhead={playhead} lines={lines} speakers={speakers} gaps={gaps} />
      </div>
      {isFolding && (
        <Button
          label={isOpen ? 'timeline.fold' : 'timeline.unfold'}
          values={{ voices: lanes.length }}
          kind="quiet"
          icon={isOpen ? ChevronUp : ChevronDown}
          aria-expanded={isOpen}
          onPress={() => setWish(!isOpen)}
        />
      )}
    </section>
  )
}

function Row({ lane, onSpeaker }: { lane: Lane; onSpeaker: TimelineProps['onSpeaker'] }) {
  const say = useWords()
  const name = useSpeakerName()(lane.speaker)
  return (
    <>
      {onSpeaker ? (
        <button
          type="button"
          className={styles.name}
          aria-label={say('speakers.change', { name })}
          onClick={() => onSpeaker(lane.speaker.id)}
        >
          <bdi>{name}</bdi>
        </button>
      ) : (
        <bdi className={styles.name}>{name}</bdi>
      )}
      <div className={styles.track}>
        <Spans lane={lane} />
      </div>
    </>
  )
}

function Spans({ lane: { hue, spans } }: { lane: Lane }) {
  return spans.map(({ from, long }) => (
    <span
      key={from}
      className={styles.span}
      style={{ insetInlineStart: `${from}%`, inlineSize: `${long}%`, '--hue': hue } as React.CSSProperties}
    />
  ))
}

function Marks({
  kind,
  name,
  places,
}: {
  kind: 'found' | 'marked'
  name: string
  places: [number, number][]
}) {
  return (
    <>
      <span className={styles.name}>{name}</span>
      <div className={styles.track} data-kind={kind}>
        {places.map(([id, at]) => (
          <span key={id} className={styles[kind]} style={{ insetInlineStart: `${at}%` }} />
        ))}
      </div>
    </>
  )
}
