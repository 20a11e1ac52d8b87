/** One room of mine: go there, copy its link, change it. */
import { CircleDot, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { Link } from 'wouter'
import type { Room } from '../../api/types'
import { toRoom } from '../../routes'
import { Avatar } from '../../ui/Avatar'
import { CopyButton } from '../../ui/CopyButton'
import { MenuButton } from '../../ui/Menu'
import { useLanguage, useWords } from '../../words/words'
import styles from './RoomRow.module.css'
import { ago } from './when'

type RoomRowProps = { room: Room; onChange: () => void; onDelete: () => void }

export function RoomRow({ room, onChange, onDelete }: RoomRowProps) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const name = room.name || room.slug
  const lastUse = room.last_used_at ? ago(room.last_used_at, language) : say('home.room_unused')
  return (
    <li className={styles.row}>
      <Avatar name={name} id={room.slug} />
      <div className={styles.words}>
        <Link href={toRoom(room.slug)} className={styles.name}>
          {room.name || say('home.room_unnamed')}
        </Link>
        <p className={styles.more}>
          <span>{room.slug}</span>
          {room.is_live ? (
            <strong className={styles.live}>
              <CircleDot aria-hidden />
              {say('home.room_live')}
            </strong>
          ) : (
            <span>{lastUse}</span>
          )}
        </p>
      </div>
      <div className={styles.controls}>
        <CopyButton
          text={room.url}
          label="home.room_copy"
          values={{ name }}
          done="home.room_copied"
          isIconOnly
        />
        <MenuButton
          label="home.room_more"
          values={{ name }}
          icon={Ellipsis}
          isIconOnly
          items={[
            { id: 'change', label: 'home.room_change', icon: Pencil, onAction: onChange },
            'line',
            { id: 'delete', label: 'home.room_delete', icon: Trash2, kind: 'danger', onAction: onDelete },
          ]}
        />
      </div>
    </li>
  )
}
