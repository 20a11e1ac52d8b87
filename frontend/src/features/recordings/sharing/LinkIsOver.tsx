/** Taken back, or its time is over; or never there: the same to whoever asks. */
import { LogIn } from 'lucide-react'
import { useSession } from '../../../api/queries'
import { routes, toRecording, toSignIn } from '../../../routes'
import { ButtonLink } from '../../../ui/ButtonLink'
import { PageTitle } from '../../../ui/PageTitle'
import statement from '../../../ui/Statement.module.css'
import { useWords } from '../../../words/words'

export function LinkIsOver({ id }: { id: string }) {
  const say = useWords()
  const isSignedIn = Boolean(useSession().data?.user)
  return (
    <div className={statement.statement}>
      <PageTitle label="sharing.gone" />
      <p className={statement.why}>{say('sharing.gone_why')}</p>
      <p className={statement.ways}>
        {isSignedIn ? (
          <ButtonLink label="recordings.all" kind="primary" size="large" to={routes.recordings} />
        ) : (
          <ButtonLink
            label="frame.sign_in"
            icon={LogIn}
            kind="primary"
            size="large"
            to={toSignIn(toRecording(id))}
          />
        )}
      </p>
    </div>
  )
}
