/** Who answered what, and when. */
import type { WholeRecording } from '../../../api/types'
import { useLanguage, useWords } from '../../../words/words'
import { Card } from '../Card'
import { on } from '../figures'
import styles from './kept.module.css'

export function Consents({ recording }: { recording: WholeRecording }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  return (
    <Card title="recordings.consents">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {recording.consents.map(({ name, agrees, at }) => (
          <li key={`${name} ${at}`} className={styles.line}>
            <bdi className={styles.name}>{name}</bdi>
            <span>{say(agrees ? 'recordings.agreed' : 'recordings.refused_to')}</span>
            <span className={styles.more}>{on(at, language)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
