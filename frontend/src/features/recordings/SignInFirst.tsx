/** Recordings belong to people with an account. */
import { LogIn } from 'lucide-react'
import { useSilentSignIn, useWaysIn } from '../../api/signin'
import { toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import statement from '../../ui/Statement.module.css'
import { WaysIn } from '../../ui/WaysIn'
import { useWords } from '../../words/words'

export function SignInFirst({ next }: { next: string }) {
  const say = useWords()
  const { hasLinks, ...ways } = useWaysIn(next)
  const isOnly = ways.providers.length === 0
  useSilentSignIn(next)
  return (
    <div className={statement.statement}>
      <PageTitle label="recordings.title" />
      <p className={statement.why}>{say('recordings.sign_in')}</p>
      <div className={statement.ways}>
        <WaysIn label="signin.with" {...ways}>
          {hasLinks && (
            <ButtonLink
              to={toSignIn(next)}
              label={isOnly ? 'frame.sign_in' : 'signin.other'}
              icon={LogIn}
              kind={isOnly ? 'primary' : 'plain'}
              size="large"
            />
          )}
        </WaysIn>
      </div>
    </div>
  )
}
