/** Lines that were picked get one speaker: what does that take? */
import type { Act, Segment } from '../../../api/transcripts'
import { bySpeaker } from '../speakers/groups'

type Picked = readonly Pick<Segment, 'id' | 'speaker'>[]

/** A new speaker is split off the one who had most of them; the others are given to the new one, whose id is known then. */
export function splitOf(picked: Picked, name: string): { first: Act; others: (id: number) => Act[] } | null {
  const groups = bySpeaker(picked)
  const [speaker, most] = [...groups].sort((one, other) => other[1].length - one[1].length)[0] ?? []
  if (speaker === undefined || !most) return null
  const others = picked.filter((line) => line.speaker !== speaker)
  return {
    first: { act: 'split', speaker, segments: most.map(({ id }) => id), name },
    others: (id) => others.map((line) => ({ act: 'give', segment: line.id, speaker: id })),
  }
}

/** Those who do not have them already. */
export function givingOf(picked: Picked, speaker: number): Act[] {
  return picked
    .filter((line) => line.speaker !== speaker)
    .map(({ id }) => ({ act: 'give', segment: id, speaker }))
}

/** With Shift, all lines from the last picked one to this. */
export function pick(
  picked: ReadonlySet<number>,
  lines: Picked,
  id: number,
  from?: number,
): ReadonlySet<number> {
  const next = new Set(picked)
  if (from === undefined) {
    if (!next.delete(id)) next.add(id)
    return next
  }
  const at = [from, id].map((each) => lines.findIndex((line) => line.id === each)).sort((a, b) => a - b)
  for (const line of lines.slice(at[0], (at[1] ?? 0) + 1)) next.add(line.id)
  return next
}
