/** To open a room one signs in; to enter one, not. */
import { LogIn } from 'lucide-react'
import { toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { useWords } from '../../words/words'
import styles from './SignInFirst.module.css'

export function SignInFirst() {
  const say = useWords()
  return (
    <div className={styles.first}>
      <p className={styles.or}>{say('home.sign_in_why')}</p>
      <ButtonLink label="home.sign_in" icon={LogIn} size="large" wide to={toSignIn()} />
    </div>
  )
}
