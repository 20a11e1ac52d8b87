/** Which line is being said now? The last one that has begun, until the next begins; none before the first. */
import type { Segment } from '../../../api/transcripts'

/** In lines ordered by their start; -1 for none. */
export function indexAt(lines: readonly Pick<Segment, 'start'>[], at: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    // What plays stops a hair before where it was sent.
    if ((lines[middle]?.start ?? 0) <= at + 0.05) low = middle + 1
    else high = middle
  }
  return low - 1
}

export function lineAt(lines: readonly Pick<Segment, 'id' | 'start'>[], at: number): number | undefined {
  return lines[indexAt(lines, at)]?.id
}
