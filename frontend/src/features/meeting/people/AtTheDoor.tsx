/** Those who wait, above those who are here: each let in or not, all at once, and a word to them meanwhile. */
import { Ban, BellRing, Ellipsis, SendHorizontal, UserRoundCheck, UserRoundX } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import type { Knock } from '../../../api/types'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { MenuButton } from '../../../ui/Menu'
import { TextField } from '../../../ui/TextField'
import { useWords } from '../../../words/words'
import { admit, admitAll, refuse, sendNote, useDoor } from '../door/door'
import styles from './AtTheDoor.module.css'
import panel from './PeoplePanel.module.css'
import row from './PersonRow.module.css'

const longestNote = 80

export function AtTheDoor() {
  const say = useWords()
  const title = useId()
  const waiting = useDoor((state) => state.waiting)
  if (waiting.length === 0) return null
  return (
    <section aria-labelledby={title} className={styles.door}>
      <header className={styles.header}>
        <h3 id={title} className={styles.title}>
          <BellRing aria-hidden />
          {say('door.at', { count: waiting.length })}
        </h3>
        {waiting.length > 1 && <Button label="door.admit_all" onPress={() => void admitAll()} />}
      </header>
      <ol className={panel.list}>
        {waiting.map((knock) => (
          <li key={knock.identity} className={panel.item}>
            <KnockRow knock={knock} />
          </li>
        ))}
      </ol>
      <NoteForm />
    </section>
  )
}

function KnockRow({ knock }: { knock: Knock }) {
  const say = useWords()
  const { name } = knock
  return (
    <div className={row.row}>
      <Avatar name={name} id={knock.identity} size="small" />
      <div className={row.who}>
        <p className={row.name}>
          <bdi>{name}</bdi>
        </p>
        <p className={row.marks}>{say(knock.verified ? 'door.verified' : 'door.guest')}</p>
      </div>
      <IconButton
        label="door.admit_name"
        values={{ name }}
        icon={UserRoundCheck}
        onPress={() => void admit(knock)}
      />
      <MenuButton
        label="door.more"
        values={{ name }}
        icon={Ellipsis}
        isIconOnly
        items={[
          { id: 'refuse', label: 'door.refuse', icon: UserRoundX, onAction: () => void refuse(knock) },
          {
            id: 'block',
            label: 'door.block',
            icon: Ban,
            kind: 'danger',
            onAction: () => void refuse(knock, true),
          },
        ]}
      />
    </div>
  )
}

function NoteForm() {
  const [text, setText] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) void sendNote(text.trim()).then((isSent) => isSent && setText(''))
  }
  return (
    <form className={styles.note} onSubmit={send}>
      <TextField
        label="door.note"
        placeholder="door.note"
        isLabelUnseen
        value={text}
        onChange={setText}
        maxLength={longestNote}
        autoComplete="off"
        after={<IconButton label="door.note_send" icon={SendHorizontal} type="submit" />}
      />
    </form>
  )
}
