/** A line's words, corrected where they stand. When somebody else was quicker both are shown, and nothing is lost. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Refusal } from '../../../api/client'
import { lineNow, type Segment, useAct } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Notice } from '../../../ui/Notice'
import { toast } from '../../../ui/Toast'
import { useWords } from '../../../words/words'
import { tell } from '../telling'
import styles from './Correcting.module.css'

type CorrectingProps = { recording: string; line: Segment; onDone: () => void }

const longest = 2_000

export function Correcting({ recording, line, onDone }: CorrectingProps) {
  const say = useWords()
  const correction = useAct(recording)
  const field = useRef<HTMLTextAreaElement>(null)
  // As it was when they began: what others write meanwhile is not taken from under their hands.
  const [was, setWas] = useState(line.text)
  const [text, setText] = useState(line.text)
  const [theirs, setTheirs] = useState<string>()
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])

  const save = async (over = was) => {
    const wanted = text.trim()
    if (!wanted || wanted === over) return onDone()
    try {
      await correction.mutateAsync({ act: 'correct', segment: line.id, text: wanted, was: over })
      toast('transcripts.corrected', undefined, { kind: 'good' })
      onDone()
    } catch (trouble) {
      const isLate = trouble instanceof Refusal && trouble.code === 'transcript.line_changed'
      const now = isLate ? await lineNow(recording, line.id).catch(tell) : undefined
      if (!now) return tell(trouble)
      setTheirs(now.text)
      setWas(now.text)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a sign is being composed Enter chooses it.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      void save()
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      onDone()
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <textarea
        ref={field}
        className={styles.field}
        aria-label={say('transcripts.words')}
        rows={Math.max(2, Math.ceil(text.length / 48))}
        maxLength={longest}
        lang={line.language || undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {theirs !== undefined && (
        <Notice kind="warn" role="alert">
          <p>{say('transcripts.line_changed')}</p>
          <blockquote className={styles.theirs}>{theirs}</blockquote>
          <p className={styles.ways}>
            <Button label="transcripts.keep_mine" onPress={() => save()} isPending={correction.isPending} />
            <Button label="transcripts.keep_theirs" kind="quiet" onPress={onDone} />
          </p>
        </Notice>
      )}
      {theirs === undefined && (
        <p className={styles.ways}>
          <Button label="ui.save" type="submit" kind="primary" isPending={correction.isPending} />
          <Button label="ui.cancel" kind="quiet" onPress={onDone} />
          <span className={styles.hint}>{say('transcripts.correct_hint')}</span>
        </p>
      )}
    </form>
  )
}
