/** One line: when, who, what. Drawn again only when something of its own changes: there may be thousands. */
import { Bookmark } from 'lucide-react'
import { memo } from 'react'
import type { Segment, Speaker } from '../../../api/transcripts'
import { useLanguage, useWords } from '../../../words/words'
import { lasting } from '../figures'
import { useSpeakerName } from '../speakers/naming'
import { Correcting } from './Correcting'
import styles from './Line.module.css'
import type { Mark } from './passages'
import { piecesOf, unsureIn } from './pieces'

export type LineActs = {
  openMenu: (line: Segment, opener: HTMLElement) => void
  openSpeaker: (line: Segment) => void
  pick: (line: Segment, withAll: boolean) => void
  stopCorrecting: (line: Segment) => void
}

type LineProps = {
  recording: string
  line: Segment
  speaker: Speaker | undefined
  acts: LineActs
  marks: readonly Mark[] | undefined
  mayChange: boolean
  isCurrent: boolean
  /** The one line Tab leads to; arrows lead to the others. */
  isStop: boolean
  isBookmarked: boolean
  isCorrecting: boolean
  /** Nothing while no lines are being picked. */
  isPicked: boolean | undefined
  showsUnsure: boolean
}

const none: readonly Mark[] = []

export const Line = memo(function Line(props: LineProps) {
  const { recording, line, speaker, acts, mayChange, isCurrent, isStop, isPicked } = props
  const say = useWords()
  const name = useSpeakerName()(speaker)
  const at = lasting(line.start)
  const tabIndex = isStop ? 0 : -1
  return (
    <li
      id={`line-${line.id}`}
      className={styles.line}
      data-line={line.id}
      data-picked={isPicked || undefined}
      aria-current={isCurrent || undefined}
    >
      <div className={styles.when}>
        {isPicked !== undefined && (
          <input
            type="checkbox"
            className={styles.pick}
            checked={isPicked}
            aria-label={say('transcripts.pick', { at, name })}
            onChange={(event) => acts.pick(line, (event.nativeEvent as MouseEvent).shiftKey)}
          />
        )}
        <button
          type="button"
          className={styles.time}
          data-go
          tabIndex={tabIndex}
          aria-label={say('transcripts.go', { at, name })}
        >
          {at}
        </button>
        {props.isBookmarked && (
          <Bookmark className={styles.flag} role="img" aria-label={say('timeline.bookmarks')} />
        )}
      </div>
      <div className={styles.said}>
        <p className={styles.who}>
          {mayChange ? (
            <button
              type="button"
              className={styles.name}
              tabIndex={tabIndex}
              aria-label={say('speakers.change', { name })}
              onClick={() => acts.openSpeaker(line)}
            >
              <bdi>{name}</bdi>
            </button>
          ) : (
            <bdi className={styles.name}>{name}</bdi>
          )}
          <Sureness confidence={speaker?.confidence ?? null} />
        </p>
        {props.isCorrecting ? (
          <Correcting recording={recording} line={line} onDone={() => acts.stopCorrecting(line)} />
        ) : (
          <Words {...props} />
        )}
      </div>
      <button
        type="button"
        className={styles.more}
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-label={say('transcripts.more', { at })}
        onClick={(event) => acts.openMenu(line, event.currentTarget)}
      />
    </li>
  )
})

/** How sure the name is, where a voice was recognised. */
function Sureness({ confidence }: { confidence: number | null }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  if (confidence === null) return null
  const percent = confidence.toLocaleString(language, { style: 'percent' })
  return <span className={styles.chip}>{say('speakers.recognised', { percent })}</span>
}

function Words({ line, marks, showsUnsure }: LineProps) {
  const say = useWords()
  if (line.is_redacted) return <p className={styles.redacted}>{say('transcripts.redacted')}</p>
  const unsure = showsUnsure ? unsureIn(line) : none
  return (
    <p className={styles.text} lang={line.language || undefined}>
      {piecesOf(line.text, marks ?? none, unsure).map(({ at, text, isFound, isUnsure }) => {
        const className = isUnsure ? styles.unsure : undefined
        if (isFound)
          return (
            <mark key={at} className={className}>
              {text}
            </mark>
          )
        if (!isUnsure) return text
        return (
          <span key={at} className={className}>
            {text}
          </span>
        )
      })}
    </p>
  )
}
