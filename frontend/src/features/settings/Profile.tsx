/** My name as others see it, and my account. */
import { type FormEvent, useState } from 'react'
import { Refusal } from '../../api/client'
import { useRename, useSession } from '../../api/queries'
import { prefer, usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'
import styles from './Section.module.css'

export function Profile() {
  const say = useWords()
  const user = useSession().data?.user
  const chosenName = usePreferences((state) => state.name)
  const [name, setName] = useState(chosenName || user?.name || '')
  const renaming = useRename()
  const { error } = renaming

  const save = (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    const saved = () => {
      prefer({ name: wanted })
      toast('settings.name_saved', undefined, { kind: 'good' })
    }
    if (user) renaming.mutate(wanted, { onSuccess: saved })
    else saved()
  }
  return (
    <form onSubmit={save} className={styles.form} noValidate data-setting="settings.name">
      <TextField
        label="settings.name"
        hint={say(user ? 'settings.name_hint' : 'settings.name_hint_guest')}
        value={name}
        onChange={setName}
        autoComplete="name"
        maxLength={80}
        error={
          error instanceof Refusal
            ? (error.fields.name ?? error.message)
            : error
              ? say('signin.unreachable')
              : undefined
        }
      />
      {user && <p className={styles.small}>{say('settings.email', { email: user.email })}</p>}
      <div className={styles.row}>
        <Button
          label="ui.save"
          kind="primary"
          type="submit"
          isPending={renaming.isPending}
          isDisabled={!name.trim()}
        />
      </div>
    </form>
  )
}
