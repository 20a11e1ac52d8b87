/** Small signs on a tile: a raised hand with its place in the queue, and a weak line. Their words are in the tile's name. */
import { Hand, WifiLow, WifiOff } from 'lucide-react'
import type { Quality } from '../../../call/types'
import styles from './badges.module.css'

export function HandBadge({ place }: { place: number }) {
  return (
    <span className={styles.hand} aria-hidden>
      <Hand />
      {place}
    </span>
  )
}

export function QualityBadge({ quality }: { quality: Quality }) {
  if (quality !== 'poor' && quality !== 'lost') return null
  return (
    <span className={styles.quality} data-quality={quality} aria-hidden>
      {quality === 'lost' ? <WifiOff /> : <WifiLow />}
    </span>
  )
}
