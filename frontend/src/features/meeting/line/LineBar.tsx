/** The line is cut and not back after a moment: a thin bar says so, and that we are at it. */
import { useEffect, useState } from 'react'
import { showCutAfterMs } from '../../../call/patience'
import { useCall } from '../../../call/store'
import { Spinner } from '../../../ui/Spinner'
import { useWords } from '../../../words/words'
import styles from './LineBar.module.css'

export function LineBar() {
  const say = useWords()
  const phase = useCall((state) => state.phase)
  const isShown = useCutShown()
  if (!isShown) return null
  // Said by the announcer, urgently: not a live region of its own.
  return (
    <div className={styles.bar}>
      <Spinner />
      <p>{say(phase === 'rejoining' ? 'meeting.rejoining' : 'meeting.reconnecting')}</p>
    </div>
  )
}

/** Most cuts are over before anybody has to know. */
function useCutShown(): boolean {
  const cutSince = useCall((state) => state.cutSince)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (cutSince === null) return setShown(false)
    const timer = window.setTimeout(() => setShown(true), Math.max(0, cutSince + showCutAfterMs - Date.now()))
    return () => window.clearTimeout(timer)
  }, [cutSince])
  return isShown
}
