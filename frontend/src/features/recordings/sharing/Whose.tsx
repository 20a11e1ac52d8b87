/** Of what somebody else shares with me: who does. */
import { Users } from 'lucide-react'
import type { Recording } from '../../../api/types'
import { useWords } from '../../../words/words'
import styles from './Whose.module.css'

export function Whose({ recording }: { recording: Recording }) {
  const say = useWords()
  const { is_mine, owner } = recording
  if (is_mine) return null
  return (
    <p className={styles.whose}>
      <Users aria-hidden />
      <bdi>{owner ? say('recordings.by', { name: owner }) : say('recordings.by_somebody')}</bdi>
    </p>
  )
}
