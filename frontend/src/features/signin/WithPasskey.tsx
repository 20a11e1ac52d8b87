/** Sign in with a passkey: the browser asks which one, and the page that asked opens. */
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useLocation } from 'wouter'
import { Refusal } from '../../api/client'
import { Cancelled, signInWithPasskey } from '../../api/passkeys'
import { safeNext } from '../../routes'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'

export function WithPasskey({ next }: { next: string }) {
  const say = useWords()
  const [, navigate] = useLocation()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => signInWithPasskey(next),
    onSuccess: (to) => navigate(safeNext(to), { replace: true }),
  })
  return (
    <div className={styles.providers}>
      <Button
        label="signin.with_passkey"
        icon={KeyRound}
        kind="plain"
        size="large"
        wide
        isPending={isPending}
        onPress={() => mutate()}
      />
      {error && !(error instanceof Cancelled) && (
        <Notice kind="danger" role="alert">
          {error instanceof Refusal ? error.message : say('signin.passkey_failed')}
        </Notice>
      )}
    </div>
  )
}
