/** This room is for people with an account: said plainly, with the way to sign in and back. */
import { LogIn, UserRoundCheck } from 'lucide-react'
import type { RoomView } from '../../api/types'
import { toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import styles from './SignInFirst.module.css'

export function SignInFirst({ room }: { room: RoomView }) {
  const say = useWords()
  const heading = room.name || say('lobby.unnamed', { slug: room.slug })
  return (
    <section className={styles.page}>
      <span className={styles.icon}>
        <UserRoundCheck aria-hidden />
      </span>
      <PageTitle label="lobby.title" values={{ name: heading }}>
        {heading}
      </PageTitle>
      <p>{say('lobby.signin.why')}</p>
      <ButtonLink
        to={toSignIn(`/${room.slug}`)}
        label="lobby.signin"
        icon={LogIn}
        kind="primary"
        size="large"
      />
    </section>
  )
}
