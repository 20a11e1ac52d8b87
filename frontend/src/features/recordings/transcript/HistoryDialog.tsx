/** Who changed what, the last first: of everything, or of one line. */

import type { Segment } from '../../../api/transcripts'
import { useChanges } from '../../../api/transcripts'
import { Dialog } from '../../../ui/Dialog'
import { Notice } from '../../../ui/Notice'
import { useLanguage, useWords } from '../../../words/words'
import { on } from '../figures'
import { MomentButton } from '../MomentButton'
import { useCalled } from '../speakers/naming'
import styles from './HistoryDialog.module.css'

type HistoryDialogProps = {
  recording: string
  lines: readonly Segment[]
  line: Segment | undefined
  onGo: (at: number) => void
  onClose: () => void
}

export function HistoryDialog({ recording, lines, line, onGo, onClose }: HistoryDialogProps) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const called = useCalled()
  const changes = useChanges(recording)
  const shown =
    changes.data?.filter(({ segment, lines }) => !line || segment === line.id || lines.includes(line.id)) ??
    []
  const startOf = new Map(lines.map(({ id, start }) => [id, start]))
  return (
    <Dialog
      title={line ? 'transcripts.history_line' : 'transcripts.history'}
      isOpen
      onOpenChange={onClose}
      size="wide"
    >
      {changes.isError && (
        <Notice kind="danger" role="alert">
          {say('trouble.unreachable')}
        </Notice>
      )}
      {changes.data && shown.length === 0 && <p>{say('transcripts.history_none')}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {shown.map(({ id, kind, segment, by, at, before, after }) => {
          const start = segment === null ? undefined : startOf.get(segment)
          return (
            <li key={id} className={styles.change}>
              <p>
                <bdi className={styles.by}>{by}</bdi> {say(`changes.${kind}`)}{' '}
                {start !== undefined && (
                  <MomentButton
                    at={start}
                    onGo={(to) => {
                      onGo(to)
                      onClose()
                    }}
                  />
                )}
                <span className={styles.when}>{on(at, language)}</span>
              </p>
              {before && <p className={styles.before}>{called(before)}</p>}
              {after && <p className={styles.after}>{called(after)}</p>}
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
