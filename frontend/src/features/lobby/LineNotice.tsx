/** When the line is not good: what to expect, and what helps. A good line needs no sentence. */
import type { Line } from '../../call/check'
import { Notice } from '../../ui/Notice'
import { useWords, type WordKey } from '../../words/words'
import styles from './LineNotice.module.css'

const sentences: Partial<Record<Line, WordKey>> = {
  weak: 'lobby.line.weak.way',
  no_media: 'lobby.line.no_media.way',
  offline: 'lobby.line.offline.way',
}

export function LineNotice({ line }: { line: Line | undefined }) {
  const say = useWords()
  const sentence = line && sentences[line]
  return (
    <div role="status" className={styles.said}>
      {sentence && <Notice kind="warn">{say(sentence)}</Notice>}
    </div>
  )
}
