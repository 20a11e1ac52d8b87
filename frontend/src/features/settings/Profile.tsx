/** My name as others see it, and my account. */
import { type FormEvent, useState } from 'react'
import { Refusal, Unreachable } from '../../api/client'
import { useRename, useSession } from '../../api/queries'
import { callMe } from '../../call/name'
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
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | undefined>()

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    setError(undefined)
    setPending(true)
    try {
      if (user) await renaming.mutateAsync(wanted)
      // In the meeting that is running, too; outside of one there is nobody to tell.
      await callMe(wanted)
      prefer({ name: wanted })
      toast('settings.name_saved', undefined, { kind: 'good' })
    } catch (trouble) {
      setError(wordsFor(trouble, say))
    } finally {
      setPending(false)
    }
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
        error={error}
      />
      {user && <p className={styles.small}>{say('settings.email', { email: user.email })}</p>}
      {user?.organisation && (
        <p className={styles.small}>{say('settings.organisation', { name: user.organisation })}</p>
      )}
      <div className={styles.row}>
        <Button
          label="ui.save"
          kind="primary"
          type="submit"
          isPending={isPending}
          isDisabled={!name.trim()}
        />
      </div>
    </form>
  )
}

function wordsFor(trouble: unknown, say: ReturnType<typeof useWords>): string {
  if (trouble instanceof Refusal) return trouble.fields.name ?? trouble.message
  if (trouble instanceof Unreachable) return say('signin.unreachable')
  throw trouble
}
