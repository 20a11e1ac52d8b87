/** How large, for how long, at whose wish; take it along or take it away. */
import { Download, Trash2 } from 'lucide-react'
import type { WholeRecording } from '../../../api/types'
import { Button } from '../../../ui/Button'
import { useLanguage, useWords } from '../../../words/words'
import { fetchFile } from '../fetching'
import { daysUntil, on, weighing } from '../figures'
import styles from './Kept.module.css'
import { kindOf } from './kind'

export function Kept({ recording, onDelete }: { recording: WholeRecording; onDelete: () => void }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const { id, state, bytes, expires_at } = recording
  const isReady = state === 'ready'
  return (
    <div className={styles.kept}>
      <p className={styles.facts}>
        <span>
          {say('recordings.begun', { when: on(recording.began_at, language), name: recording.started_by })}
        </span>
        {isReady && <span>{weighing(bytes, language)}</span>}
        {isReady && expires_at && <span>{say('recordings.kept_for', { days: daysUntil(expires_at) })}</span>}
      </p>
      {isReady && kindOf(recording) !== 'words' && (
        <Button label="recordings.download" icon={Download} onPress={() => fetchFile(id)} />
      )}
      {(isReady || state === 'failed') && (
        <Button label="recordings.delete" icon={Trash2} kind="quiet" onPress={onDelete} />
      )}
    </div>
  )
}
