/** Where is something said? Found whatever its capitals and accents, and marked where it stands. */
import type { Segment } from '../../../api/transcripts'

/** From and to, in the line's own text. */
export type Mark = readonly [number, number]

export type Passage = { line: number; start: number; marks: Mark[] }

/** Two letters at least: one is everywhere. */
const shortest = 2

export function passagesIn(
  lines: readonly Pick<Segment, 'id' | 'start' | 'text'>[],
  query: string,
): Passage[] {
  const wanted = fold(query.trim()).text.replace(/\s+/g, ' ')
  if (wanted.length < shortest) return []
  return lines.flatMap(({ id, start, text }) => {
    const marks = marksOf(text, wanted)
    return marks.length ? [{ line: id, start, marks }] : []
  })
}

function marksOf(text: string, wanted: string): Mark[] {
  const folded = fold(text)
  const marks: Mark[] = []
  for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length - 1
    marks.push([folded.from[at] ?? 0, folded.to[end] ?? text.length])
  }
  return marks
}

/** Without capitals, accents or typographer's quotes; `from` and `to` say where each letter stood. */
function fold(text: string): { text: string; from: number[]; to: number[] } {
  let folded = ''
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const letter of text) {
    const plain = plainOf(letter)
    for (let n = 0; n < plain.length; n++) {
      from.push(at)
      to.push(at + letter.length)
    }
    // An accent that is a letter of its own belongs to the one before.
    if (!plain && to.length) to[to.length - 1] = at + letter.length
    folded += plain
    at += letter.length
  }
  return { text: folded, from, to }
}

function plainOf(letter: string): string {
  if (/[’ʼ]/.test(letter)) return "'"
  if (/\s/.test(letter)) return ' '
  return letter
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .replace('œ', 'oe')
    .replace('æ', 'ae')
}

/** The passage after (or before) this line, round and round. */
export function neighbour(passages: readonly Passage[], at: number, step: 1 | -1): number {
  return passages.length ? (at + step + passages.length) % passages.length : -1
}

/** The first that is not over yet, so that a search goes on from where one is. */
export function firstFrom(passages: readonly Passage[], seconds: number): number {
  const next = passages.findIndex(({ start }) => start >= seconds - 0.05)
  return next >= 0 ? next : passages.length ? 0 : -1
}
