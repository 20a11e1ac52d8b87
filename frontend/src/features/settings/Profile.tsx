/** My name as others see it, and my account. */
import { type FormEvent, useState } from 'react'
import { accesses } from '../../api/access'
import { Refusal, Unreachable } from '../../api/client'
import { useRename, useServerPrefer, useServerPreferences, useSession } from '../../api/queries'
import { callMe } from '../../call/name'
import { prefer, usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { Options } from '../../ui/Options'
import { Switch } from '../../ui/Switch'
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
    <>
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
      {user && <RoomPreferences />}
    </>
  )
}

/** Kept by the server, which needs them when this browser is closed. */
function RoomPreferences() {
  const say = useWords()
  const { data: preferences } = useServerPreferences(true)
  const { mutate: prefer } = useServerPrefer()
  if (!preferences) return null
  return (
    <>
      <div data-setting="settings.default_access">
        <Options
          label="settings.default_access"
          value={preferences.default_access}
          onChange={(default_access) => prefer({ default_access })}
          options={accesses}
        />
      </div>
      <div data-setting="settings.told_by_mail">
        <Switch
          label="settings.told_by_mail"
          hint={say('settings.told_by_mail_hint')}
          isSelected={preferences.told_by_mail}
          onChange={(told_by_mail) => prefer({ told_by_mail })}
        />
      </div>
    </>
  )
}

function wordsFor(trouble: unknown, say: ReturnType<typeof useWords>): string {
  if (trouble instanceof Refusal) return trouble.fields.name ?? trouble.message
  if (trouble instanceof Unreachable) return say('signin.unreachable')
  throw trouble
}
