/** This room is for people with an account: said plainly, with the ways to sign in and back. */
import { LogIn, UserRoundCheck } from 'lucide-react'
import { Refusal } from '../../api/client'
import { useSession } from '../../api/queries'
import { useLeaveForProvider, useSilentSignIn } from '../../api/signin'
import type { RoomView } from '../../api/types'
import { toSignIn } from '../../routes'
import { Button } from '../../ui/Button'
import { ButtonLink } from '../../ui/ButtonLink'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import styles from './SignInFirst.module.css'

export function SignInFirst({ room }: { room: RoomView }) {
  const say = useWords()
  const here = `/${room.slug}`
  const heading = room.name || say('lobby.unnamed', { slug: room.slug })
  const { data: session, isPending } = useSession()
  const leaving = useLeaveForProvider(here)
  useSilentSignIn(here)
  const providers = session?.providers ?? []
  const hasLinks = !isPending && (providers.length === 0 || Boolean(session?.mail_is_on))
  return (
    <section className={styles.page}>
      <span className={styles.icon}>
        <UserRoundCheck aria-hidden />
      </span>
      <PageTitle label="lobby.title" values={{ name: heading }}>
        {heading}
      </PageTitle>
      <p>{say('lobby.signin.why')}</p>
      <div className={styles.ways}>
        {providers.map(({ id, name }, place) => (
          <Button
            key={id}
            label="signin.with"
            values={{ name }}
            icon={LogIn}
            kind={place === 0 ? 'primary' : 'plain'}
            size="large"
            isPending={leaving.isPending && leaving.variables === id}
            onPress={() => leaving.mutate(id)}
          />
        ))}
        {hasLinks && (
          <ButtonLink
            to={toSignIn(here)}
            label={providers.length === 0 ? 'lobby.signin' : 'signin.other'}
            icon={LogIn}
            kind={providers.length === 0 ? 'primary' : 'plain'}
            size="large"
          />
        )}
      </div>
      {leaving.error && (
        <Notice kind="danger" role="alert">
          {leaving.error instanceof Refusal ? leaving.error.message : say('signin.unreachable')}
        </Notice>
      )}
    </section>
  )
}
