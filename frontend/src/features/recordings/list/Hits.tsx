/** Where in a recording it is said: each leads to its second. */
import { Link } from 'wouter'
import type { Found } from '../../../api/transcripts'
import { toRecording } from '../../../routes'
import { useWords } from '../../../words/words'
import { lasting } from '../figures'
import { toMoment } from '../moment'
import { useSpeakerName } from '../speakers/naming'
import { piecesOf } from '../transcript/pieces'
import styles from './Hits.module.css'

export function Hits({ recording, hits, q }: { recording: string; hits: Found['hits']; q: string }) {
  const say = useWords()
  const nameOf = useSpeakerName()
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
    <ul role="list" className={styles.hits}>
      {hits.map(({ segment, start, speaker, number, text, marks }) => (
        <li key={segment}>
          <Link href={toMoment(toRecording(recording), start, q)} className={styles.hit}>
            <span className={styles.where}>
              {say('recordings.hit', { at: lasting(start), name: nameOf({ name: speaker, number }) })}
            </span>
            <span className={styles.text}>
              {piecesOf(text, marks, []).map(({ at, text, isFound }) =>
                isFound ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
