/** What people show: one line of grouped reactions. It stands in the header, whose room it takes when there is something to
 *  show: it covers no face and no name, and moves none either. */
import { useEffect, useState } from 'react'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { Drawing } from './Drawing'
import { type Group, groupsOf } from './groups'
import { reactionNames } from './names'
import styles from './Reactions.module.css'

export function ReactionsOverlay() {
  const say = useWords()
  const groups = useGroups()
  // Said by the announcer, in counts: not read here a second time.
  return (
    <ul className={styles.strip} aria-label={say('reactions.strip')}>
      {groups.map((group) => (
        <GroupPill key={group.kind} group={group} />
      ))}
    </ul>
  )
}

function GroupPill({ group }: { group: Group }) {
  const say = useWords()
  const reaction = say(reactionNames[group.kind])
  const [one, ...others] = group.names
  return (
    <li className={styles.pill} title={group.names.join(', ')}>
      <Drawing kind={group.kind} />
      <span className="unseen">{reaction}</span>
      {group.count > 1 && <strong className={styles.count}>{group.count} ×</strong>}
      <span className={styles.names}>
        <bdi>{one}</bdi>
        {others.length > 0 && ` +${others.length}`}
      </span>
    </li>
  )
}

/** Draws again when a reaction comes and when a group has had its time, and not otherwise. */
function useGroups(): Group[] {
  const reactions = useHappenings((state) => state.reactions)
  const [now, setNow] = useState(Date.now)
  const groups = groupsOf(reactions, Math.max(now, reactions.at(-1)?.at ?? 0))
  const next = Math.min(...groups.map((group) => group.until))
  useEffect(() => {
    if (!Number.isFinite(next)) return
    const timer = window.setTimeout(() => setNow(Date.now()), Math.max(0, next - Date.now()) + 20)
    return () => window.clearTimeout(timer)
  }, [next])
  return groups
}
