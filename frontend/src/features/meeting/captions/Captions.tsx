/** What is being said, under who says it: a band of its own beside the pictures, never on top of a face. */
import { useEffect, useState } from 'react'
import { type Line, useLines } from '../../../call/lines'
import { usePreferences } from '../../../preferences'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import styles from './Captions.module.css'
import { lastChange, shownLines, startsTurn, staysMs } from './shown'

export function Captions() {
  const isOn = useHappenings((state) => state.captions)
  const isShown = usePreferences((state) => state.captions)
  return isOn && isShown ? <Band /> : null
}

function Band() {
  const say = useWords()
  const { lines, writer } = useLines()
  const { captionSize, captionColours, captionPlace } = usePreferences()
  const shown = shownLines(lines, useNow(lastChange(lines)))
  const isFirst = lines.length === 0
  return (
    <section
      className={styles.band}
      aria-label={say('captions.label')}
      data-size={captionSize}
      data-colours={captionColours}
      data-place={captionPlace}
    >
      <div className={styles.lines}>
        {shown.map((line, at) => (
          <Said key={line.id} line={line} isNamed={startsTurn(line, shown[at - 1])} />
        ))}
        {isFirst && (
          <p className={styles.waiting}>
            {say(writer === 'gone' || writer === 'starting' ? 'captions.starting' : 'captions.listening')}
          </p>
        )}
      </div>
    </section>
  )
}

function Said({ line, isNamed }: { line: Line; isNamed: boolean }) {
  const say = useWords()
  const stable = line.isFinal ? line.text : line.text.slice(0, line.stable)
  return (
    <p className={styles.line}>
      {isNamed && (
        <>
          <b className={styles.name}>{say('captions.says', { name: line.name })}</b>{' '}
        </>
      )}
      <bdi lang={line.language || undefined}>
        {stable}
        <span className={styles.unsure}>{line.text.slice(stable.length)}</span>
      </bdi>
    </p>
  )
}

/** Draws again when what was said last has stood long enough. */
function useNow(last: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = window.setTimeout(() => setNow(Date.now()), last + staysMs + 50 - Date.now())
    return () => window.clearTimeout(timer)
  }, [last])
  return now
}
