/** Lines that were picked get one speaker: what does that take? */
import type { Act, Segment } from '../../../api/transcripts'
import { bySpeaker } from '../speakers/groups'

type Picked = readonly Pick<Segment, 'id' | 'speaker'>[]

/** Does one thing; answers with the id of what was made, or null when it was refused. */
type Run = (act: Act) => Promise<{ id?: number } | null>

/** To one who is there, or to somebody new with this name. Many lines go at once: they are split off whoever had them, and
 *  what was split off is made one with whose they are now. Answers whether all was done. */
export async function give(run: Run, picked: Picked, to: number | { name: string }): Promise<boolean> {
  const groups = [...bySpeaker(picked)].sort((one, other) => other[1].length - one[1].length)
  let whose = typeof to === 'number' ? to : undefined
  for (const [speaker, lines] of groups) {
    if (speaker === whose) continue
    const segments = lines.map(({ id }) => id)
    const [only] = segments
    if (whose !== undefined && only !== undefined && segments.length === 1) {
      if (!(await run({ act: 'give', segment: only, speaker: whose }))) return false
      continue
    }
    const name = typeof to === 'number' ? '' : to.name
    const made = await run({ act: 'split', speaker, segments, name: whose === undefined ? name : '' })
    if (made?.id === undefined) return false
    if (whose !== undefined && !(await run({ act: 'merge', speaker: made.id, into: whose }))) return false
    whose ??= made.id
  }
  return true
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
