/** With which provider, or else: whose mailbox gets the link? */
import { useMutation } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { ask, Refusal } from '../../api/client'
import { canUsePasskeys } from '../../api/passkeys'
import { useWaysIn } from '../../api/signin'
import type { Session } from '../../api/types'
import { routes } from '../../routes'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { TextField } from '../../ui/TextField'
import { WaysIn } from '../../ui/WaysIn'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'
import { WithPasskey } from './WithPasskey'

type AskForLinkProps = { session: Session | undefined; next: string; onSent: (email: string) => void }

export function AskForLink({ session, next, onSent }: AskForLinkProps) {
  const say = useWords()
  const [email, setEmail] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const asking = useMutation({
    mutationFn: (address: string) => ask('POST', '/api/signin', { body: { email: address, next } }),
    onSuccess: (_, address) => onSent(address),
  })
  const { error } = asking
  const emailError = isEmpty
    ? say('signin.email_missing')
    : error instanceof Refusal
      ? error.fields.email
      : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const address = email.trim()
    setEmpty(!address)
    if (address) asking.mutate(address)
  }
  const { hasLinks, ...ways } = useWaysIn(next)
  const { providers } = ways
  const hasPasskeys = session?.passkeys_are_on === true && canUsePasskeys()
  if (session && !hasLinks)
    return (
      <>
        <PageTitle label="signin.title" className={styles.title} />
        <p className={styles.lead}>{say('signin.with_why')}</p>
        <WaysIn label="signin.with" wide {...ways} />
        {hasPasskeys && <WithPasskey next={next} />}
      </>
    )
  return (
    <>
      <PageTitle label="signin.title" className={styles.title} />
      {providers.length > 0 && (
        <>
          <p className={styles.lead}>{say('signin.with_why')}</p>
          <WaysIn label="signin.with" wide {...ways} />
          <h2 className={styles.or}>{say('signin.or_mail')}</h2>
        </>
      )}
      <p className={styles.lead}>{say(next === routes.home ? 'signin.why' : 'signin.why_next')}</p>
      <form onSubmit={submit} className={styles.form} noValidate>
        <TextField
          label="signin.email"
          icon={Mail}
          type="email"
          name="email"
          autoComplete="email"
          value={email}
          onChange={setEmail}
          error={emailError}
          maxLength={254}
          required
        />
        {error && !emailError && (
          <Notice kind="danger" role="alert">
            {error instanceof Refusal ? error.message : say('signin.unreachable')}
          </Notice>
        )}
        <Button
          label="signin.send"
          kind={providers.length > 0 ? 'plain' : 'primary'}
          size="large"
          type="submit"
          wide
          isPending={asking.isPending}
        />
      </form>
      {hasPasskeys && <WithPasskey next={next} />}
    </>
  )
}
