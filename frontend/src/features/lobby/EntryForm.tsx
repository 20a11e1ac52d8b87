/** My name, and the way in. What was typed stays whatever the server answers. */
import { type FormEvent, useState } from 'react'
import { prefer, usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import { useWords } from '../../words/words'
import styles from './EntryForm.module.css'
import { RefusalNotice } from './RefusalNotice'
import type { Refusal } from './refusal'

export type HowToEnter = 'with_devices' | 'bare'
export type Entering = HowToEnter | 'no'

type EntryFormProps = {
  slug: string
  /** A host lets people in here. */
  knocks: boolean
  /** The account's name, until another was typed here. */
  suggestedName: string
  entering: Entering
  refusal: Refusal | undefined
  onEnter: (name: string, how: HowToEnter) => void
}

const longestName = 80

export function EntryForm({ slug, knocks, suggestedName, entering, refusal, onEnter }: EntryFormProps) {
  const say = useWords()
  const kept = usePreferences((state) => state.name)
  const [typed, setTyped] = useState<string>()
  const [isMissing, setMissing] = useState(false)
  const name = typed ?? (kept || suggestedName)

  const change = (text: string) => {
    setTyped(text)
    setMissing(false)
    prefer({ name: text.trim() })
  }
  const enter = (how: HowToEnter) => {
    if (entering !== 'no') return
    if (name.trim()) return onEnter(name.trim(), how)
    setMissing(true)
    document.getElementById('lobby-name')?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter('with_devices')
  }
  const error = isMissing ? say('lobby.name.missing') : refusal?.what === 'name' ? refusal.message : undefined

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        id="lobby-name"
        label="lobby.name"
        value={name}
        onChange={change}
        error={error}
        maxLength={longestName}
        autoComplete="name"
        autoFocus={!name && matchMedia('(pointer: fine)').matches}
      />
      {refusal && <RefusalNotice refusal={refusal} slug={slug} />}
      {knocks && <p className={styles.knocks}>{say('lobby.knocks')}</p>}
      <Button
        type="submit"
        label={
          entering === 'with_devices'
            ? knocks
              ? 'lobby.asking'
              : 'lobby.entering'
            : knocks
              ? 'lobby.ask'
              : 'lobby.enter'
        }
        kind="primary"
        size="large"
        wide
        isPending={entering === 'with_devices'}
      />
      <Button
        label={knocks ? 'lobby.ask_bare' : 'lobby.enter_bare'}
        kind="quiet"
        wide
        isPending={entering === 'bare'}
        onPress={() => enter('bare')}
      />
    </form>
  )
}
