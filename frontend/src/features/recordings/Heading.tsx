/** What it is: its name, when it was, how long, how many voices, and how far its words can be trusted. */
import type { Transcript } from '../../api/transcripts'
import type { WholeRecording } from '../../api/types'
import { PageTitle } from '../../ui/PageTitle'
import { useLanguage, useWords } from '../../words/words'
import { onDay, roughly } from './figures'
import styles from './Heading.module.css'
import { WordsStanding } from './Standing'

type HeadingProps = {
  recording: WholeRecording
  transcript: Transcript | null | undefined
  voices: number
}

export function Heading({ recording, transcript, voices }: HeadingProps) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const { title, state, seconds } = recording
  return (
    <header className={styles.header}>
      <PageTitle label="recordings.one" values={{ title }} window={title}>
        <bdi>{title}</bdi>
      </PageTitle>
      <div className={styles.more}>
        <p className={styles.facts}>
          <span>{onDay(recording.began_at, language)}</span>
          {state === 'ready' && <span>{roughly(seconds, language)}</span>}
          {voices > 0 && <span>{say('speakers.voices', { voices })}</span>}
        </p>
        {transcript?.state === 'ready' && <WordsStanding transcript={transcript} />}
      </div>
    </header>
  )
}
