/** One recording as people find it again: the film and its lanes, what was said beside it, what it comes to, what is kept. */
import { ArrowLeft } from 'lucide-react'
import { Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useSession } from '../../api/queries'
import { type Segment, useTranscript } from '../../api/transcripts'
import type { WholeRecording } from '../../api/types'
import { routes } from '../../routes'
import { useWords } from '../../words/words'
import { useActing } from './acting'
import { Bookmarks } from './Bookmarks'
import { ExportMenu } from './ExportMenu'
import { lasting } from './figures'
import { Heading } from './Heading'
import { Consents } from './kept/Consents'
import { Kept } from './kept/Kept'
import { Sounds } from './kept/Sounds'
import { AskDialog, DeleteDialog, SpeakerDialog } from './later'
import { momentOf } from './moment'
import styles from './Page.module.css'
import { Playhead } from './player/playhead'
import { Screen } from './Screen'
import { SearchBar } from './SearchBar'
import { SummaryCard } from './summary/SummaryCard'
import { lanesOf } from './timeline/lanes'
import { Timeline } from './timeline/Timeline'
import { Making, Missing } from './transcript/Making'
import { firstFrom, neighbour, passagesIn } from './transcript/passages'
import { Words } from './transcript/Words'

const nothing: never[] = []

export function Page({ recording }: { recording: WholeRecording }) {
  const say = useWords()
  const [, navigate] = useLocation()
  const { id, state, seconds } = recording
  const isReady = state === 'ready'
  const isSignedIn = Boolean(useSession().data?.user)
  const [asked] = useState(() => momentOf(location.search, location.hash))
  const playhead = useMemo(() => new Playhead(seconds, asked.seconds), [seconds, asked])
  const said = useTranscript(id, isReady)
  const transcript = said.data
  const acting = useActing(id)
  const [isDoomed, setDoomed] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [whose, setWhose] = useState<{ speaker: number; line?: Segment | undefined }>()

  const isWritten = transcript?.state === 'ready'
  const lines = isWritten ? transcript.segments : nothing
  const bookmarks = transcript?.bookmarks ?? nothing
  const speakers = useMemo(
    () => new Map(transcript?.speakers.map((speaker) => [speaker.id, speaker])),
    [transcript],
  )
  const lanes = useMemo(() => lanesOf([...speakers.values()], lines, seconds), [speakers, lines, seconds])

  const [query, setQuery] = useState(asked.query)
  const wanted = useDeferredValue(query)
  const passages = useMemo(() => passagesIn(lines, wanted), [lines, wanted])
  const [at, setAt] = useState(-1)
  const step = (by: 1 | -1) => {
    const next = at < 0 ? firstFrom(passages, playhead.now.at) : neighbour(passages, at, by)
    const passage = passages[next]
    if (!passage) return
    setAt(next)
    playhead.seek(passage.start)
  }

  // A line of the address is known once the lines are here, and gone to once.
  const isThere = useRef(false)
  useEffect(() => {
    const line = isThere.current ? undefined : lines.find(({ id }) => id === asked.line)
    if (!line) return
    isThere.current = true
    playhead.seek(line.start)
  }, [lines, asked, playhead])

  const openSpeaker = useCallback((speaker: number, line?: Segment) => setWhose({ speaker, line }), [])
  const bookmark = (moment: number) =>
    void acting.run({ act: 'bookmark', at: moment, note: '' }, 'bookmarks.added', { at: lasting(moment) })
  const speaker = whose && speakers.get(whose.speaker)
  return (
    <article className={styles.page}>
      <div className={styles.top}>
        <Link href={routes.recordings} className={styles.back}>
          <ArrowLeft aria-hidden />
          {say('recordings.all')}
        </Link>
        {isWritten && (
          <SearchBar
            query={query}
            onQuery={(text) => {
              setQuery(text)
              setAt(-1)
            }}
            passages={passages.length}
            at={at}
            onStep={step}
          />
        )}
        {isWritten && (
          <div className={styles.ways}>
            <ExportMenu recording={id} />
          </div>
        )}
      </div>
      <div className={styles.columns} data-has-words={isReady || undefined}>
        <div className={styles.film}>
          <Heading recording={recording} transcript={transcript} voices={lanes.length} />
          <Screen recording={recording} transcript={transcript} playhead={playhead} />
          {isReady && (
            <Timeline
              playhead={playhead}
              lanes={lanes}
              lines={lines}
              speakers={speakers}
              passages={passages}
              bookmarks={bookmarks}
              gaps={recording.gaps}
              onSpeaker={transcript?.may_change ? openSpeaker : undefined}
            />
          )}
          {isWritten && (
            <SummaryCard
              recording={id}
              summary={transcript.summary}
              lines={lines}
              mayChange={transcript.may_change}
              acting={acting}
              onGo={playhead.seek}
            />
          )}
          {isWritten && (
            <Bookmarks
              bookmarks={bookmarks}
              playhead={playhead}
              mayChange={transcript.may_change}
              mayAdd={isSignedIn}
              acting={acting}
            />
          )}
          {recording.sounds.length > 0 && <Sounds recording={recording} />}
          {recording.consents.length > 0 && <Consents recording={recording} />}
          <Kept recording={recording} onDelete={() => setDoomed(true)} />
        </div>
        {isReady && transcript === undefined && said.isError && (
          <div className={styles.words}>
            <Missing isPending={said.isFetching} onRetry={() => said.refetch()} />
          </div>
        )}
        {isReady && transcript !== undefined && (
          <div className={styles.words}>
            {isWritten ? (
              <Words
                recording={id}
                transcript={transcript}
                speakers={speakers}
                playhead={playhead}
                passages={passages}
                acting={acting}
                onSpeaker={openSpeaker}
                onAskAgain={() => setAsking(true)}
                onBookmark={bookmark}
              />
            ) : (
              <Making transcript={transcript} onAsk={() => setAsking(true)} />
            )}
          </div>
        )}
      </div>
      <Suspense>
        {speaker && (
          <SpeakerDialog
            speaker={speaker}
            speakers={[...speakers.values()]}
            lines={lines.filter((line) => line.speaker === speaker.id).length}
            line={whose.line}
            acting={acting}
            onClose={() => setWhose(undefined)}
          />
        )}
        {isAsking && (
          <AskDialog
            recording={recording}
            isAgain={Boolean(transcript)}
            isReady={isWritten}
            acting={acting}
            onClose={() => setAsking(false)}
          />
        )}
        {isDoomed && (
          <DeleteDialog
            recording={recording}
            onClose={() => setDoomed(false)}
            onDeleted={() => navigate(routes.recordings)}
          />
        )}
      </Suspense>
    </article>
  )
}
