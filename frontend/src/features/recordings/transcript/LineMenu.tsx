/** What can be done with one line. One menu for all of them: it opens at whichever asks. */
import { Bookmark, EyeOff, History, Link, PenLine, UserRound } from 'lucide-react'
import { lazy, type RefObject, Suspense } from 'react'
import type { Segment } from '../../../api/transcripts'
import type { MenuItem } from '../../../ui/Menu'
import { toast } from '../../../ui/Toast'
import { useWords } from '../../../words/words'
import { lasting } from '../figures'
import { toMoment } from '../moment'

const MenuList = lazy(() => import('../../../ui/MenuList'))

type LineMenuProps = {
  line: Segment
  opener: RefObject<HTMLElement | null>
  mayChange: boolean
  onClose: () => void
  onCorrect: () => void
  onSpeaker: () => void
  onBookmark: () => void
  onHistory: () => void
  onRedact: () => void
}

export function LineMenu({ line, opener, mayChange, onClose, ...on }: LineMenuProps) {
  const say = useWords()
  const reading: MenuItem[] = [
    { id: 'bookmark', label: 'bookmarks.add_here', icon: Bookmark, onAction: on.onBookmark },
    { id: 'link', label: 'transcripts.copy_link', icon: Link, onAction: () => void copyLink(line) },
  ]
  const changing: MenuItem[] = [
    ...(line.is_redacted
      ? []
      : [{ id: 'correct', label: 'transcripts.correct' as const, icon: PenLine, onAction: on.onCorrect }]),
    { id: 'speaker', label: 'speakers.who', icon: UserRound, onAction: on.onSpeaker },
    ...reading,
    { id: 'history', label: 'transcripts.history_line', icon: History, onAction: on.onHistory },
    ...(line.is_redacted
      ? []
      : [
          'line' as const,
          {
            id: 'redact',
            label: 'transcripts.redact' as const,
            icon: EyeOff,
            kind: 'danger' as const,
            onAction: on.onRedact,
          },
        ]),
  ]
  return (
    <Suspense>
      <MenuList
        label={say('transcripts.more', { at: lasting(line.start) })}
        items={mayChange ? changing : reading}
        opener={opener}
        onClose={onClose}
      />
    </Suspense>
  )
}

async function copyLink(line: Segment): Promise<void> {
  const link = location.origin + toMoment(location.pathname, line.start)
  try {
    await navigator.clipboard.writeText(link)
    toast('transcripts.link_copied', undefined, { kind: 'good' })
  } catch {
    // No clipboard without https, or the person said no: the toast shows it, to be copied by hand.
    toast('ui.copy_failed', { text: link }, { kind: 'danger' })
  }
}
