/** The card beside the player: what was said, and what can be done to it. */
import { BadgeCheck, Ellipsis, History, Keyboard, ListChecks, RotateCcw, ScanEye } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import type { Transcript as Said, Segment, Speaker } from '../../../api/transcripts'
import { keepFocus } from '../../../focus'
import { prefer, usePreferences } from '../../../preferences'
import { Button } from '../../../ui/Button'
import { MenuButton, type MenuItem } from '../../../ui/Menu'
import { useWords } from '../../../words/words'
import type { Acting } from '../acting'
import { HistoryDialog, RedactDialog } from '../later'
import type { Playhead } from '../player/playhead'
import type { LineActs } from './Line'
import { LineMenu } from './LineMenu'
import { PickedBar } from './PickedBar'
import type { Passage } from './passages'
import { pick } from './picking'
import { Transcript } from './Transcript'
import styles from './Words.module.css'

type WordsProps = {
  recording: string
  transcript: Said
  speakers: ReadonlyMap<number, Speaker>
  playhead: Playhead
  passages: readonly Passage[]
  acting: Acting
  onSpeaker: (speaker: number, line?: Segment) => void
  onAskAgain: () => void
  onBookmark: (at: number) => void
}

export function Words(props: WordsProps) {
  const { recording, transcript, speakers, playhead, passages, acting, onSpeaker } = props
  const say = useWords()
  const { showsUnsure } = usePreferences()
  const [menu, setMenu] = useState<{ line: Segment; opener: HTMLElement }>()
  const [correcting, setCorrecting] = useState<number>()
  const [redacting, setRedacting] = useState<Segment>()
  const [history, setHistory] = useState<{ line?: Segment }>()
  const [picked, setPicked] = useState<ReadonlySet<number>>()
  const [lastPicked, setLastPicked] = useState<number>()
  const lines = transcript.segments

  const acts = useMemo<LineActs>(
    () => ({
      openMenu: (line, opener) => setMenu({ line, opener }),
      openSpeaker: (line) => onSpeaker(line.speaker, line),
      pick: (line, withAll) => {
        setPicked((now) => pick(now ?? new Set(), lines, line.id, withAll ? lastPicked : undefined))
        setLastPicked(line.id)
      },
      stopCorrecting: (line) => {
        setCorrecting(undefined)
        keepFocus(document.querySelector<HTMLElement>(`#line-${line.id} [data-go]`))
      },
    }),
    [lines, lastPicked, onSpeaker],
  )
  const opener = menu && { current: menu.opener }
  return (
    <section className={styles.card} aria-labelledby="said">
      <header className={styles.header}>
        <h2 id="said">{say('transcripts.title')}</h2>
        <div className={styles.ways}>
          {transcript.may_change && transcript.validated_at === null && (
            <div className={styles.validate}>
              <Button
                label="transcripts.validate"
                icon={BadgeCheck}
                kind="quiet"
                isPending={acting.isPending}
                onPress={() => validate(acting, true)}
              />
            </div>
          )}
          <CardMenu {...props} onPick={() => setPicked(new Set())} onHistory={() => setHistory({})} />
        </div>
      </header>
      <Transcript
        recording={recording}
        playhead={playhead}
        lines={lines}
        speakers={speakers}
        passages={passages}
        bookmarks={transcript.bookmarks}
        mayChange={transcript.may_change}
        showsUnsure={showsUnsure}
        correcting={correcting}
        picked={picked}
        acts={acts}
      />
      {picked && (
        <PickedBar
          picked={lines.filter(({ id }) => picked.has(id))}
          speakers={transcript.speakers}
          acting={acting}
          onDone={() => setPicked(undefined)}
        />
      )}
      {menu && opener && (
        <LineMenu
          line={menu.line}
          opener={opener}
          mayChange={transcript.may_change}
          onClose={() => setMenu(undefined)}
          onCorrect={() => setCorrecting(menu.line.id)}
          onSpeaker={() => onSpeaker(menu.line.speaker, menu.line)}
          onBookmark={() => props.onBookmark(menu.line.start)}
          onHistory={() => setHistory({ line: menu.line })}
          onRedact={() => setRedacting(menu.line)}
        />
      )}
      <Suspense>
        {redacting && (
          <RedactDialog line={redacting} acting={acting} onClose={() => setRedacting(undefined)} />
        )}
        {history && (
          <HistoryDialog
            recording={recording}
            lines={lines}
            line={history.line}
            onGo={playhead.seek}
            onClose={() => setHistory(undefined)}
          />
        )}
      </Suspense>
    </section>
  )
}

function validate(acting: Acting, isValidated: boolean): void {
  void acting.run(
    { act: 'validate', is_validated: isValidated },
    isValidated ? 'transcripts.is_validated' : 'transcripts.is_invalidated',
  )
}

type CardMenuProps = WordsProps & { onPick: () => void; onHistory: () => void }

function CardMenu({ transcript, acting, onAskAgain, onPick, onHistory }: CardMenuProps) {
  const { showsUnsure, playerKeys } = usePreferences()
  const isValidated = transcript.validated_at !== null
  const changes: MenuItem[] = [
    {
      id: 'validate',
      label: isValidated ? 'transcripts.invalidate' : 'transcripts.validate',
      icon: BadgeCheck,
      onAction: () => validate(acting, !isValidated),
    },
    { id: 'pick', label: 'transcripts.pick_lines', icon: ListChecks, onAction: onPick },
    { id: 'history', label: 'transcripts.history', icon: History, onAction: onHistory },
    'line',
    {
      id: 'again',
      label: 'transcripts.again',
      icon: RotateCcw,
      kind: 'danger',
      onAction: onAskAgain,
    },
    'line',
  ]
  const views: MenuItem[] = [
    {
      id: 'unsure',
      label: showsUnsure ? 'transcripts.unsure_hide' : 'transcripts.unsure_show',
      icon: ScanEye,
      onAction: () => prefer({ showsUnsure: !showsUnsure }),
    },
    {
      id: 'keys',
      label: playerKeys ? 'player.keys_off' : 'player.keys_on',
      icon: Keyboard,
      onAction: () => prefer({ playerKeys: !playerKeys }),
    },
  ]
  return (
    <MenuButton
      label="transcripts.menu"
      icon={Ellipsis}
      isIconOnly
      items={[...(transcript.may_change ? changes : []), ...views]}
    />
  )
}
