/** How is a line drawn? In pieces: what was searched for, what the machine was unsure of, and the rest. */
import type { Segment } from '../../../api/transcripts'
import type { Mark } from './passages'

export type Piece = { at: number; text: string; isFound: boolean; isUnsure: boolean }

/** Below this a word is wrong about as often as it is right. */
const sure = 0.5

/** Where the words stand of which the machine was unsure; none where somebody has rewritten the line. */
export function unsureIn({ text, words }: Pick<Segment, 'text' | 'words'>): Mark[] {
  const marks: Mark[] = []
  let from = 0
  for (const [written, , , confidence] of words) {
    const word = written.trim()
    const at = word ? text.indexOf(word, from) : -1
    if (at < 0) continue
    from = at + word.length
    if (confidence < sure) marks.push([at, from])
  }
  return marks
}

export function piecesOf(text: string, found: readonly Mark[], unsure: readonly Mark[]): Piece[] {
  const edges = new Set([0, text.length, ...found.flat(), ...unsure.flat()])
  const cuts = [...edges].filter((at) => at <= text.length).sort((one, other) => one - other)
  return cuts.slice(0, -1).map((at, n) => ({
    at,
    text: text.slice(at, cuts[n + 1]),
    isFound: isIn(at, found),
    isUnsure: isIn(at, unsure),
  }))
}

function isIn(at: number, marks: readonly Mark[]): boolean {
  return marks.some(([from, to]) => from <= at && at < to)
}
