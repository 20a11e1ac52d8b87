/** What is said, in writing: the lines so far, and how whoever writes them is. Written by this folder only; no LiveKit here. */
import { create } from 'zustand'

export type Line = {
  /** The same as long as the line grows or is put right. */
  id: string
  identity: string
  name: string
  text: string
  /** How many letters of `text` will stay as they are, while it is not final. */
  stable: number
  /** `fr`, `en`, … or '' where nobody knows. */
  language: string
  /** `Date.now()` of when they began to say it, by the captioner's clock. */
  at: number
  isFinal: boolean
  /** `Date.now()` of when it last changed here. */
  changedAt: number
}

/** `gone`: nobody writes. `behind`: words come late. `absent`: whoever recognises speech does not answer. */
export type Writer = 'gone' | 'starting' | 'ready' | 'behind' | 'absent'

type Lines = {
  /** By when they were begun. */
  lines: Line[]
  writer: Writer
  /** How often somebody came to write: more than once means that they were interrupted. */
  stays: number
}

const none: Lines = { lines: [], writer: 'gone', stays: 0 }

/** An hour and more of talk. */
const linesKept = 1_500

export const useLines = create<Lines>()(() => none)

export function forgetLines(): void {
  useLines.setState(none)
}

export function hearLine(line: Line): void {
  useLines.setState(({ lines }) => ({ lines: withLine(lines, line) }))
}

/** A line comes again under its id; one that is final is not taken back by what was sent before it, nor is one left empty. */
export function withLine(lines: Line[], line: Line): Line[] {
  const known = lines.find(({ id }) => id === line.id)
  if (known?.isFinal) return lines
  const others = known ? lines.filter(({ id }) => id !== line.id) : lines
  if (!line.text) return others
  const after = others.findLastIndex(({ at }) => at <= line.at) + 1
  return [...others.slice(0, after), line, ...others.slice(after)].slice(-linesKept)
}

/** From the attributes of a text stream, or null when they are not what a captioner writes. */
export function lineOf(attributes: Record<string, string>, text: string, now: number): Line | null {
  const id = attributes['lk.segment_id']
  const identity = attributes['visio.identity']
  const at = Number(attributes['visio.at'])
  if (!id || !identity || !Number.isFinite(at)) return null
  return {
    id,
    identity,
    name: attributes['visio.name'] ?? '',
    text,
    stable: Number(attributes['visio.stable']) || 0,
    language: attributes['lk.language'] ?? '',
    at,
    isFinal: attributes['lk.transcription_final'] === 'true',
    changedAt: now,
  }
}
