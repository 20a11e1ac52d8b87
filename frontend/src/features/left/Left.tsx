/** After the meeting: what happened, and where to go from here. Nothing here goes away by itself. */
import { BellRing, DoorOpen, House, LogOut, PhoneOff, Tablets, Trash2, UserX, WifiOff } from 'lucide-react'
import { useCall } from '../../call/store'
import type { Ending } from '../../call/types'
import { routes } from '../../routes'
import { Button, type Icon } from '../../ui/Button'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import styles from '../../ui/Statement.module.css'
import { useWords, type WordKey } from '../../words/words'

/** `back`: the way in again where there is one; the first thing to do, unless the meeting is over. */
type Told = { icon: Icon; title: WordKey; why: WordKey; back?: WordKey }

const told: Record<Ending, Told> = {
  left: { icon: LogOut, title: 'left.left', why: 'left.left_why', back: 'left.rejoin' },
  ended_for_all: {
    icon: DoorOpen,
    title: 'left.ended_for_all',
    why: 'left.ended_for_all_why',
    back: 'left.reopen',
  },
  removed: { icon: UserX, title: 'left.removed', why: 'left.removed_why' },
  sent_back: { icon: BellRing, title: 'left.sent_back', why: 'left.sent_back_why', back: 'left.knock' },
  room_deleted: { icon: Trash2, title: 'left.room_deleted', why: 'left.room_deleted_why' },
  elsewhere: {
    icon: Tablets,
    title: 'left.elsewhere',
    why: 'left.elsewhere_why',
    back: 'left.continue_here',
  },
  connection_lost: {
    icon: WifiOff,
    title: 'left.connection_lost',
    why: 'left.connection_lost_why',
    back: 'left.rejoin',
  },
  refused: { icon: PhoneOff, title: 'left.refused', why: 'left.refused_why', back: 'left.rejoin' },
}

export default function Left({ onRejoin }: { onRejoin: () => void }) {
  const say = useWords()
  const ending = useCall((state) => state.ending ?? 'left')
  const room = useCall((state) => state.entry?.room)
  const { icon: Drawing, title, why, back } = told[ending]
  const isOver = !back || ending === 'ended_for_all'
  return (
    <section className={styles.statement}>
      <span className={styles.icon}>
        <Drawing aria-hidden />
      </span>
      <PageTitle label={title} values={{ room: room?.name || room?.slug || '' }} />
      <p className={styles.why}>{say(why)}</p>
      <div className={styles.ways}>
        {back && !isOver && <Button label={back} kind="primary" size="large" onPress={onRejoin} />}
        <ButtonLink
          label="trouble.home"
          icon={House}
          kind={isOver ? 'primary' : 'plain'}
          size="large"
          to={routes.home}
        />
        {back && isOver && <Button label={back} kind="quiet" size="large" onPress={onRejoin} />}
      </div>
    </section>
  )
}
