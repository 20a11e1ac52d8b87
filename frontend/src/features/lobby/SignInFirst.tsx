/** This room is for people with an account: said plainly, with the ways to sign in and back. */
import { LogIn, UserRoundCheck } from 'lucide-react'
import { useSilentSignIn, useWaysIn } from '../../api/signin'
import type { RoomView } from '../../api/types'
import { toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import { WaysIn } from '../../ui/WaysIn'
import { useWords } from '../../words/words'
import styles from './SignInFirst.module.css'

export function SignInFirst({ room }: { room: RoomView }) {
  const say = useWords()
  const here = `/${room.slug}`
  const heading = room.name || say('lobby.unnamed', { slug: room.slug })
  const { hasLinks, ...ways } = useWaysIn(here)
  const isOnly = ways.providers.length === 0
  useSilentSignIn(here)
  return (
    <section className={styles.page}>
      <span className={styles.icon}>
        <UserRoundCheck aria-hidden />
      </span>
      <PageTitle label="lobby.title" values={{ name: heading }}>
        {heading}
      </PageTitle>
      <p>{say('lobby.signin.why')}</p>
      <WaysIn label="signin.with" {...ways}>
        {hasLinks && (
          <ButtonLink
            to={toSignIn(here)}
            label={isOnly ? 'lobby.signin' : 'signin.other'}
            icon={LogIn}
            kind={isOnly ? 'primary' : 'plain'}
            size="large"
          />
        )}
      </WaysIn>
    </section>
  )
}
