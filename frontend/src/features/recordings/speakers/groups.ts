/** Whose lines are these? By speaker, in the order in which they are first heard. */

export function bySpeaker<Line extends { speaker: number }>(lines: readonly Line[]): Map<number, Line[]> {
  const groups = new Map<number, Line[]>()
  for (const line of lines) {
    const own = groups.get(line.speaker)
    if (own) own.push(line)
    else groups.set(line.speaker, [line])
  }
  return groups
}
