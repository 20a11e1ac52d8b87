/** Who speaks when, drawn along the time line: spans in percent, one lane a voice. */
import type { Segment, Speaker } from '../../../api/transcripts'
import { hueOf } from '../../../ui/hue'
import { bySpeaker } from '../speakers/groups'

export type Span = { from: number; long: number }
export type Lane = { speaker: Speaker; hue: number; spans: Span[] }

/** Nearer than this, two spans are one; and none is thinner than can be seen (percent of the whole). */
const nearest = 0.35
const thinnest = 0.5

/** In the order in which they are first heard; who says nothing has no lane. */
export function lanesOf(
  speakers: readonly Speaker[],
  lines: readonly Pick<Segment, 'speaker' | 'start' | 'end'>[],
  seconds: number,
): Lane[] {
  const hues = huesOf(speakers)
  const known = new Map(speakers.map((speaker) => [speaker.id, speaker]))
  const said = bySpeaker(lines)
  return [...said].flatMap(([id, own]) => {
    const speaker = known.get(id)
    return speaker ? [{ speaker, hue: hues.get(id) ?? 0, spans: spansOf(own, seconds) }] : []
  })
}

export function spansOf(lines: readonly Pick<Segment, 'start' | 'end'>[], seconds: number): Span[] {
  const spans: Span[] = []
  for (const { start, end } of lines) {
    const from = percent(start, seconds)
    const to = Math.max(percent(end, seconds), Math.min(100, from + thinnest))
    const last = spans.at(-1)
    if (last && from - (last.from + last.long) < nearest) last.long = Math.max(last.long, to - last.from)
    else spans.push({ from, long: to - from })
  }
  return spans
}

export function percent(at: number, seconds: number): number {
  return seconds > 0 ? Math.min(100, Math.max(0, (at / seconds) * 100)) : 0
}

/** As far apart as there are voices, beginning with the first one's own colour. */
const apart = 40

/** Each keeps the hue of its own id, unless somebody before has nearly the same: then the next that is free. */
export function huesOf(
  speakers: readonly Pick<Speaker, 'id' | 'identity' | 'number'>[],
): Map<number, number> {
  const hues = new Map<number, number>()
  const gap = Math.min(apart, 300 / Math.max(1, speakers.length))
  for (const { id, identity, number } of speakers) {
    let hue = hueOf(`${identity} ${number}`)
    for (let turn = 0; turn < 36 && [...hues.values()].some((other) => distance(hue, other) < gap); turn++)
      hue = (hue + 10) % 360
    hues.set(id, hue)
  }
  return hues
}

function distance(one: number, other: number): number {
  const between = Math.abs(one - other) % 360
  return Math.min(between, 360 - between)
}

/** Where the pointer is, in seconds. */
export function secondsAt(x: number, box: { left: number; width: number }, seconds: number): number {
  return box.width > 0 ? Math.min(seconds, Math.max(0, ((x - box.left) / box.width) * seconds)) : 0
}

/** Where a key leads on the time line, or nowhere. */
export function keyTo(key: string, at: number, seconds: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -5,
    ArrowDown: -5,
    ArrowRight: 5,
    ArrowUp: 5,
    PageDown: -60,
    PageUp: 60,
  }
  if (key === 'Home') return 0
  if (key === 'End') return seconds
  const step = steps[key]
  return step === undefined ? null : Math.min(seconds, Math.max(0, at + step))
}
