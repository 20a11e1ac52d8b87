/** The link was followed: one press signs in, so that a mail scanner that opens links does not use it up. */
import { useMutation } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { useLocation } from 'wouter'
import { ask, Refusal } from '../../api/client'
import { queryClient } from '../../api/queries'
import type { Session, User } from '../../api/types'
import { safeNext } from '../../routes'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'

export function Confirm({ token, onAskAgain }: { token: string; onAskAgain: () => void }) {
  const say = useWords()
  const [, navigate] = useLocation()
  const confirmation = useMutation({
    mutationFn: () => ask<{ user: User; next: string }>('POST', '/api/signin/confirm', { body: { token } }),
    onSuccess: ({ user, next }) => {
      queryClient.setQueryData<Session>(['session'], (session) => session && { ...session, user })
      void queryClient.invalidateQueries()
      navigate(safeNext(next), { replace: true })
    },
  })
  const { error } = confirmation
  const isUsedUp = error instanceof Refusal && error.code === 'signin.link_invalid'
  return (
    <>
      <PageTitle label={isUsedUp ? 'signin.used_up' : 'signin.confirm_title'} className={styles.title} />
      {error ? (
        <Notice kind="danger" role="alert">
          {error instanceof Refusal ? error.message : say('signin.unreachable')}
        </Notice>
      ) : (
        <p className={styles.lead}>{say('signin.confirm_why')}</p>
      )}
      {isUsedUp ? (
        <Button label="signin.ask_again" kind="primary" size="large" wide onPress={onAskAgain} />
      ) : (
        <Button
          label="signin.confirm"
          icon={LogIn}
          kind="primary"
          size="large"
          wide
          isPending={confirmation.isPending}
          onPress={() => confirmation.mutate()}
        />
      )}
    </>
  )
}
