/** All that was said, line after line: the current one is washed and kept in view, unless one looks elsewhere. */
import { ArrowDownToLine } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Bookmark, Segment, Speaker } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { type Playhead, usePlayed } from '../player/playhead'
import { indexAt, lineAt } from './current'
import { isScrolling } from './following'
import { Line, type LineActs } from './Line'
import type { Passage } from './passages'
import { bringIntoSight } from './sight'
import styles from './Transcript.module.css'

type TranscriptProps = {
  recording: string
  playhead: Playhead
  lines: readonly Segment[]
  speakers: ReadonlyMap<number, Speaker>
  passages: readonly Passage[]
  bookmarks: readonly Bookmark[]
  mayChange: boolean
  showsUnsure: boolean
  correcting: number | undefined
  picked: ReadonlySet<number> | undefined
  acts: LineActs
}

export function Transcript(props: TranscriptProps) {
  const { recording, playhead, lines, speakers, passages, bookmarks, correcting, picked, acts } = props
  const say = useWords()
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const current = usePlayed(playhead, ({ at }) => lineAt(lines, at))
  const hasBegun = usePlayed(playhead, ({ at }) => at > 0)
  const jumps = usePlayed(playhead, (played) => played.jumps)
  const [isFollowing, setFollowing] = useState(true)
  const [stop, setStop] = useState<number>()
  const marks = useMemo(() => new Map(passages.map(({ line, marks }) => [line, marks])), [passages])
  const bookmarked = useMemo(() => new Set(bookmarks.map(({ at }) => lineAt(lines, at))), [bookmarks, lines])

  // Whoever goes somewhere wants to see it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each jump counts, wherever it leads
  useEffect(() => setFollowing(true), [jumps])
  useEffect(() => {
    // Whoever has just opened the page sees its top, and nothing moves under the hands of who writes.
    if (!hasBegun || !isFollowing || correcting !== undefined || current === undefined) return
    const line = document.getElementById(`line-${current}`)
    if (line && box.current) bringIntoSight(line, box.current)
  }, [current, isFollowing, hasBegun, correcting])
  useLookingElsewhere(
    box,
    useCallback(() => setFollowing(false), []),
  )

  const goTo = (line: Element | null) => {
    const known = lines.find(({ id }) => id === Number(line?.getAttribute('data-line')))
    if (!known) return
    setStop(known.id)
    playhead.seek(known.start)
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element
    const line = target.closest('[data-line]')
    // Selecting words to copy them is no click, and what stands in a line keeps its own.
    const isOwn = target.closest('button, input, textarea, form') && !target.closest('[data-go]')
    if (line && !isOwn && !getSelection()?.toString()) goTo(line)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const here = (event.target as Element).closest('[data-go]')?.closest('[data-line]')
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -lines.length, End: lines.length }[event.key]
    if (!here || step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const at = lines.findIndex(({ id }) => id === Number(here.getAttribute('data-line')))
    const next = lines[Math.min(lines.length - 1, Math.max(0, at + step))]
    if (!next) return
    setStop(next.id)
    setFollowing(false)
    document.querySelector<HTMLElement>(`#line-${next.id} [data-go]`)?.focus()
  }
  const tabStop = stop ?? lines[Math.max(0, indexAt(lines, playhead.now.at))]?.id
  return (
    <div ref={box} className={styles.scroll} data-scroll>
      {/* The whole line is a target for the pointer; its time is the button. */}
      <ol
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        role="list"
        ref={list}
        className={styles.lines}
        aria-label={say('transcripts.lines')}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {lines.map((line) => (
          <Line
            key={line.id}
            recording={recording}
            line={line}
            speaker={speakers.get(line.speaker)}
            acts={acts}
            marks={marks.get(line.id)}
            mayChange={props.mayChange}
            isCurrent={line.id === current}
            isStop={line.id === tabStop}
            isBookmarked={bookmarked.has(line.id)}
            isCorrecting={line.id === correcting}
            isPicked={picked?.has(line.id)}
            showsUnsure={props.showsUnsure}
          />
        ))}
      </ol>
      {!isFollowing && current !== undefined && (
        <div className={styles.back}>
          <Button label="transcripts.to_now" icon={ArrowDownToLine} onPress={() => setFollowing(true)} />
        </div>
      )}
    </div>
  )
}

/** A wheel, a finger, a scroll bar or a key that scrolls: the person's own wish. */
function useLookingElsewhere(box: React.RefObject<HTMLElement | null>, onLook: () => void): void {
  useEffect(() => {
    const look = (event: Event) => {
      const target = event.target as Element | null
      const isHere = box.current?.contains(target) || target === document.body
      if (isHere && isScrolling(event as Event & { key?: string })) onLook()
    }
    const grab = (event: Event) => event.target === box.current && onLook()
    const kinds = ['wheel', 'touchmove', 'keydown']
    for (const kind of kinds) document.addEventListener(kind, look, { passive: true })
    document.addEventListener('pointerdown', grab)
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, look)
      document.removeEventListener('pointerdown', grab)
    }
  }, [box, onLook])
}
