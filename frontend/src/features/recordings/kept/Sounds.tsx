/** Each person's own sound, without their pauses. */
import { Download } from 'lucide-react'
import type { WholeRecording } from '../../../api/types'
import { IconButton } from '../../../ui/IconButton'
import { Card } from '../Card'
import { fetchFile } from '../fetching'
import { lasting } from '../figures'
import styles from './kept.module.css'

export function Sounds({ recording }: { recording: WholeRecording }) {
  return (
    <Card title="recordings.sounds" isClosed>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {recording.sounds.map(({ identity, name, seconds }) => (
          <li key={identity} className={styles.line}>
            <bdi className={styles.name}>{name}</bdi>
            <span className={styles.more}>{lasting(seconds)}</span>
            <IconButton
              label="recordings.download_sound"
              values={{ name }}
              icon={Download}
              onPress={() => fetchFile(recording.id, identity)}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}
