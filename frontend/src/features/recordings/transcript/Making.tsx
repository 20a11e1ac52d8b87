/** While there is nothing to read yet: how far the machine has heard, why it failed, or the way to ask for words. */
import { AudioLines, RotateCcw, TextQuote } from 'lucide-react'
import type { Transcript } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Notice } from '../../../ui/Notice'
import { useWords } from '../../../words/words'
import { lasting } from '../figures'
import styles from './Making.module.css'

type MakingProps = {
  /** `null`: nobody has asked yet. */
  transcript: Transcript | null
  onAsk: () => void
}

export function Making({ transcript, onAsk }: MakingProps) {
  const say = useWords()
  if (!transcript)
    return (
      <section className={styles.card} aria-labelledby="said">
        <TextQuote aria-hidden className={styles.icon} />
        <h2 id="said">{say('transcripts.none')}</h2>
        <p>{say('transcripts.none_why')}</p>
        <Button label="transcripts.ask" icon={AudioLines} kind="primary" onPress={onAsk} />
      </section>
    )
  if (transcript.state === 'failed')
    return (
      <section className={styles.card} aria-labelledby="said">
        <h2 id="said">{say('transcripts.failed')}</h2>
        <Notice kind="danger">{say(`transcripts.failed_${knownFailure(transcript.failure)}`)}</Notice>
        {transcript.may_change && (
          <Button label="trouble.retry" icon={RotateCcw} kind="primary" onPress={onAsk} />
        )}
      </section>
    )
  const { heard, seconds, state } = transcript
  return (
    <section className={styles.card} aria-labelledby="said">
      <AudioLines aria-hidden className={styles.icon} />
      <h2 id="said">{say(state === 'waiting' ? 'transcripts.waiting' : 'transcripts.working')}</h2>
      <p>{say('transcripts.making_why')}</p>
      <progress className={styles.progress} max={seconds || 1} value={heard} aria-labelledby="said" />
      {seconds > 0 && (
        <p className={styles.figures}>
          {say('transcripts.heard', { heard: lasting(heard), whole: lasting(seconds) })}
        </p>
      )}
    </section>
  )
}

/** Our server did not answer: whether there are words nobody knows. */
export function Missing({ isPending, onRetry }: { isPending: boolean; onRetry: () => void }) {
  const say = useWords()
  return (
    <section className={styles.card}>
      <Notice kind="danger" role="alert">
        {say('transcripts.missing')}
      </Notice>
      <Button label="trouble.retry" icon={RotateCcw} onPress={onRetry} isPending={isPending} />
    </section>
  )
}

function knownFailure(failure: string): 'speech' | 'storage' | 'other' {
  return failure === 'speech' || failure === 'storage' ? failure : 'other'
}
