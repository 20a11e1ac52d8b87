/** Recordings belong to people with an account. */
import { LogIn } from 'lucide-react'
import { toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import statement from '../../ui/Statement.module.css'
import { useWords } from '../../words/words'

export function SignInFirst({ next }: { next: string }) {
  const say = useWords()
  return (
    <div className={statement.statement}>
      <PageTitle label="recordings.title" />
      <p className={statement.why}>{say('recordings.sign_in')}</p>
      <p className={statement.ways}>
        <ButtonLink label="frame.sign_in" icon={LogIn} kind="primary" size="large" to={toSignIn(next)} />
      </p>
    </div>
  )
}
