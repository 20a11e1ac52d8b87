/** Those who cannot come back while the meeting lasts, for hosts: each may be let. */
import { Undo2 } from 'lucide-react'
import { useId } from 'react'
import { useIsHost } from '../../../call/store'
import { IconButton } from '../../../ui/IconButton'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { unblock } from '../moderation/hosting'
import styles from './BlockedPeople.module.css'
import panel from './PeoplePanel.module.css'

export function BlockedPeople() {
  const say = useWords()
  const title = useId()
  const blocked = useHappenings((state) => state.blocked)
  const isHost = useIsHost()
  if (!isHost || blocked.length === 0) return null
  return (
    <section aria-labelledby={title} className={styles.blocked}>
      <h3 id={title} className={panel.title}>
        {say('host.blocked_people', { count: blocked.length })}
      </h3>
      <ul className={panel.list}>
        {blocked.map((one) => (
          <li key={one.id} className={styles.row}>
            <bdi>{one.name}</bdi>
            <IconButton
              label="host.unblock_name"
              values={{ name: one.name }}
              icon={Undo2}
              onPress={() => void unblock(one)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
