/** The identity providers of this Visio, each a button that leaves for it. */
import { LogIn } from 'lucide-react'
import { Refusal } from '../../api/client'
import { useLeaveForProvider } from '../../api/signin'
import type { Session } from '../../api/types'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'

export function Providers({ providers, next }: { providers: Session['providers']; next: string }) {
  const say = useWords()
  const { mutate, isPending, variables, error } = useLeaveForProvider(next)
  return (
    <div className={styles.providers}>
      {providers.map(({ id, name }, place) => (
        <Button
          key={id}
          label="signin.with"
          values={{ name }}
          icon={LogIn}
          kind={place === 0 ? 'primary' : 'plain'}
          size="large"
          wide
          isPending={isPending && variables === id}
          onPress={() => mutate(id)}
        />
      ))}
      {error && (
        <Notice kind="danger" role="alert">
          {error instanceof Refusal ? error.message : say('signin.unreachable')}
        </Notice>
      )}
    </div>
  )
}
