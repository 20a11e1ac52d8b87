/** My rooms: the latest used first, each with its link to send. */
import { DoorOpen, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useRooms } from '../../api/queries'
import type { Room } from '../../api/types'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import { RoomRow } from './RoomRow'
import styles from './Rooms.module.css'

const RoomDialog = lazy(() => import('./RoomDialog'))
const DeleteDialog = lazy(() => import('./DeleteDialog'))

type Asked = { dialog: 'new' } | { dialog: 'change' | 'delete'; room: Room }

export function Rooms() {
  const say = useWords()
  const rooms = useRooms(true)
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)

  return (
    <section className={styles.card} aria-labelledby="my-rooms">
      <header className={styles.header}>
        <h2 id="my-rooms">{say('home.rooms')}</h2>
        <Button label="home.room_new" icon={Plus} kind="quiet" onPress={() => setAsked({ dialog: 'new' })} />
      </header>
      {rooms.data && rooms.data.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        <ul role="list" className={styles.list}>
          {rooms.data.map((room) => (
            <RoomRow
              key={room.slug}
              room={room}
              onChange={() => setAsked({ dialog: 'change', room })}
              onDelete={() => setAsked({ dialog: 'delete', room })}
            />
          ))}
        </ul>
      )}
      {rooms.data?.length === 0 && (
        <div className={styles.empty}>
          <DoorOpen aria-hidden />
          <p>{say('home.rooms_empty')}</p>
          <p>{say('home.rooms_empty_how')}</p>
        </div>
      )}
      {rooms.isPending && <Awaited />}
      {rooms.isError && !rooms.data && (
        <div className={styles.failed}>
          <Notice kind="danger" role="alert">
            {say('home.rooms_failed')}
          </Notice>
          <Button label="trouble.retry" onPress={() => rooms.refetch()} isPending={rooms.isFetching} />
        </div>
      )}
      <Suspense>
        {asked?.dialog === 'delete' && <DeleteDialog room={asked.room} onClose={close} />}
        {(asked?.dialog === 'new' || asked?.dialog === 'change') && (
          <RoomDialog room={asked.dialog === 'change' ? asked.room : undefined} onClose={close} />
        )}
      </Suspense>
    </section>
  )
}

/** Keeps the place of rows to come. */
function Awaited() {
  const say = useWords()
  return (
    <div className={styles.awaited} role="status">
      <span className="unseen">{say('ui.loading')}</span>
      <span />
      <span />
    </div>
  )
}
