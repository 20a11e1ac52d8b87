/** The line, in one plain word on the picture. */
import { Wifi, WifiHigh, WifiLow, WifiOff } from 'lucide-react'
import type { Line } from '../../call/check'
import type { Icon } from '../../ui/Button'
import { useWords, type WordKey } from '../../words/words'
import styles from './LineVerdict.module.css'

const words: Record<Line, WordKey> = {
  good: 'lobby.line.good',
  fair: 'lobby.line.fair',
  weak: 'lobby.line.weak',
  no_media: 'lobby.line.no_media',
  offline: 'lobby.line.offline',
}
const drawings: Record<Line, Icon> = {
  good: Wifi,
  fair: WifiHigh,
  weak: WifiLow,
  no_media: WifiOff,
  offline: WifiOff,
}

export function LineVerdict({ line }: { line: Line | undefined }) {
  const say = useWords()
  const Drawing = line && drawings[line]
  return (
    <p role="status" className={styles.verdict} data-line={line}>
      {Drawing && <Drawing aria-hidden />}
      {line && <span>{say(words[line])}</span>}
    </p>
  )
}
