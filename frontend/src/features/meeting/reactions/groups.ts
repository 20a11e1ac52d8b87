/** Which reactions are on screen, and how many of each? */

export const reactionKinds = [
  'thumbs_up',
  'clap',
  'heart',
  'laugh',
  'surprise',
  'celebrate',
  'thanks',
  'yes',
] as const

export type ReactionKind = (typeof reactionKinds)[number]
/** `at` is when it came here, in this browser's time. */
export type Reaction = { id: number; identity: string; name: string; kind: ReactionKind; at: number }
/** `names`: who, each once, in the order they came. `until`: when it leaves the screen if nobody joins in. */
export type Group = { kind: ReactionKind; count: number; names: string[]; until: number }

/** Long enough to be read, short enough to belong to what was said. */
export const shownMs = 6_000

/** Seven people who clap are one group of seven: whoever joins in keeps the whole group on screen. */
export function groupsOf(reactions: Reaction[], now: number): Group[] {
  const groups = new Map<ReactionKind, Group>()
  for (const reaction of reactions) {
    const open = groups.get(reaction.kind)
    const group =
      open && open.until > reaction.at ? open : { kind: reaction.kind, count: 0, names: [], until: 0 }
    groups.set(reaction.kind, {
      kind: reaction.kind,
      count: group.count + 1,
      names: group.names.includes(reaction.name) ? group.names : [...group.names, reaction.name],
      until: Math.max(group.until, reaction.at + shownMs),
    })
  }
  return [...groups.values()].filter((group) => group.until > now)
}
