/** Somebody waits at the door: who, and the two things to do about it. */
import { BellRing, UserRoundCheck, Users } from 'lucide-react'
import type { Knock } from '../../../api/types'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { useChord } from '../controls/chord'
import { admit, admitAll, refuse, useDoor } from '../door/door'
import { togglePanel, usePanel } from '../panel'
import { Strip } from './Strip'
import styles from './Strip.module.css'

export function DoorStrip() {
  const waiting = useDoor((state) => state.waiting)
  const [first] = waiting
  if (!first) return null
  return waiting.length === 1 ? <One knock={first} /> : <Several waiting={waiting} first={first} />
}

function One({ knock }: { knock: Knock }) {
  const say = useWords()
  const chord = useChord('admit')
  return (
    <Strip
      icon={BellRing}
      face={<Avatar name={knock.name} id={knock.identity} size="small" />}
      kind="info"
      actions={
        <>
          <Button label="door.refuse" onPress={() => void refuse(knock)} />
          <Button
            label="door.admit"
            icon={UserRoundCheck}
            kind="primary"
            aria-keyshortcuts={chord}
            onPress={() => void admit(knock)}
          />
        </>
      }
    >
      <strong>
        <bdi>{knock.name}</bdi>
      </strong>{' '}
      {say('door.waits')}
      <span className={styles.aside}> · {say(knock.verified ? 'door.verified' : 'door.guest')}</span>
    </Strip>
  )
}

function Several({ waiting, first }: { waiting: Knock[]; first: Knock }) {
  const say = useWords()
  const isListed = usePanel((state) => state.open === 'people')
  return (
    <Strip
      icon={BellRing}
      face={<Avatar name={first.name} id={first.identity} size="small" />}
      kind="info"
      actions={
        <>
          {!isListed && <Button label="door.list" onPress={() => togglePanel('people')} />}
          <Button label="door.admit_all" icon={Users} kind="primary" onPress={() => void admitAll()} />
        </>
      }
    >
      <strong>
        <bdi>{first.name}</bdi>
      </strong>{' '}
      {say('door.several', { others: waiting.length - 1 })}
    </Strip>
  )
}
