/** Nothing to do here: the way on. */
import type { User } from '../../api/types'
import { routes } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'

export function SignedInAlready({ user, next }: { user: User; next: string }) {
  const say = useWords()
  return (
    <>
      <PageTitle label="signin.already" className={styles.title} />
      <p className={styles.lead}>{say('signin.already_as', { email: user.email })}</p>
      <ButtonLink
        label={next === routes.home ? 'trouble.home' : 'signin.continue'}
        kind="primary"
        size="large"
        wide
        to={next}
      />
    </>
  )
}
