/** Who is named on a room: people by their e-mail, as members or as hosts, and whole e-mail domains. */
import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Member } from '../../api/types'
import { Button } from '../../ui/Button'
import { Choice } from '../../ui/Choice'
import { IconButton } from '../../ui/IconButton'
import { TextField } from '../../ui/TextField'
import { useWords } from '../../words/words'
import styles from './Named.module.css'

type NamedProps = {
  members: Member[]
  onMembers: (members: Member[]) => void
  domains: string
  onDomains: (domains: string) => void
  errors: { members?: string | undefined; domains?: string | undefined }
}

export function Named({ members, onMembers, domains, onDomains, errors }: NamedProps) {
  const say = useWords()
  const [email, setEmail] = useState('')
  const [isWrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const roles = [
    { id: 'member', label: say('home.named_member') },
    { id: 'host', label: say('home.named_host') },
  ] as const

  const add = () => {
    const wanted = email.trim().toLowerCase()
    if (!wanted) return
    if (!/^[^@\s]+@[^@\s]+$/.test(wanted)) return setWrong(true)
    onMembers([...members.filter((one) => one.email !== wanted), { email: wanted, role: 'member' }])
    setEmail('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    // The dialog's own form is not sent by it.
    event.preventDefault()
    add()
  }
  return (
    <fieldset className={styles.named}>
      <legend className={styles.legend}>{say('home.named')}</legend>
      <p className={styles.hint}>{say('home.named_hint')}</p>
      {members.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        <ul role="list" className={styles.list}>
          {members.map((member) => (
            <li key={member.email} className={styles.member}>
              <span className={styles.email}>{member.email}</span>
              <Choice
                label="home.named_role"
                values={{ email: member.email }}
                isLabelUnseen
                value={member.role}
                onChange={(role) =>
                  onMembers(members.map((one) => (one.email === member.email ? { ...one, role } : one)))
                }
                options={roles}
              />
              <IconButton
                label="home.named_remove"
                values={{ email: member.email }}
                icon={X}
                onPress={() => {
                  onMembers(members.filter((one) => one.email !== member.email))
                  field.current?.focus()
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.add}>
        <TextField
          ref={field}
          type="email"
          label="home.named_email"
          value={email}
          onChange={(text) => {
            setEmail(text)
            setWrong(false)
          }}
          onKeyDown={onKeyDown}
          error={isWrong ? say('home.named_wrong') : errors.members}
          autoComplete="off"
        />
        <Button label="home.named_add" icon={Plus} onPress={add} />
      </div>
      <TextField
        label="home.named_domains"
        hint={say('home.named_domains_hint')}
        value={domains}
        onChange={onDomains}
        error={errors.domains}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
    </fieldset>
  )
}
