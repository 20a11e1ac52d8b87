/** One person, by the address they sign in with, whether they have an account yet or not. */
import { UserPlus } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Refusal } from '../../../api/client'
import { useShareWith } from '../../../api/sharing'
import { Button } from '../../../ui/Button'
import { TextField } from '../../../ui/TextField'
import { toast } from '../../../ui/Toast'
import { useWords } from '../../../words/words'
import styles from './ShareDialog.module.css'

export function PersonField({ recording }: { recording: string }) {
  const say = useWords()
  const [email, setEmail] = useState('')
  const [error, setError] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const sharing = useShareWith(recording)

  const add = (event: FormEvent) => {
    event.preventDefault()
    const wanted = email.trim().toLowerCase()
    if (!/^[^@\s]+@[^@\s]+$/.test(wanted)) {
      setError(say('sharing.wrong'))
      return field.current?.focus()
    }
    if (sharing.isPending) return
    sharing.mutate(
      { email: wanted, may_change: false },
      {
        onSuccess: () => {
          toast('sharing.shared', { name: wanted }, { kind: 'good' })
          setEmail('')
          field.current?.focus()
        },
        onError: (trouble) =>
          setError(
            trouble instanceof Refusal
              ? (trouble.fields.email ?? trouble.message)
              : say('trouble.unreachable'),
          ),
      },
    )
  }
  return (
    <section className={styles.part} aria-labelledby="share-person">
      <h3 id="share-person" className={styles.title}>
        {say('sharing.people')}
      </h3>
      <form className={styles.line} onSubmit={add} noValidate>
        <TextField
          ref={field}
          type="email"
          label="sharing.email"
          isLabelUnseen
          placeholder="sharing.email"
          value={email}
          onChange={(text) => {
            setEmail(text)
            setError('')
          }}
          error={error}
          hint={say('sharing.email_hint')}
          maxLength={254}
          autoComplete="off"
          autoFocus
        />
        <Button
          label="sharing.add"
          icon={UserPlus}
          type="submit"
          kind="primary"
          size="large"
          isPending={sharing.isPending}
        />
      </form>
    </section>
  )
}
