/** One recording, for those who may see it: it, or that it is not here. */
import { useParams } from 'wouter'
import { Refusal } from '../../api/client'
import { useSession } from '../../api/queries'
import { useOneRecording } from '../../api/recordings'
import { routes, toRecording } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import statement from '../../ui/Statement.module.css'
import { useWords } from '../../words/words'
import { Page } from './Page'
import { SignInFirst } from './SignInFirst'

export default function Recording() {
  const { id = '' } = useParams()
  const session = useSession()
  const isSignedIn = Boolean(session.data?.user)
  const recording = useOneRecording(id, isSignedIn)
  if (session.error && !session.data) throw session.error
  if (session.data && !isSignedIn) return <SignInFirst next={toRecording(id)} />
  if (recording.data) return <Page recording={recording.data} />
  if (recording.error instanceof Refusal) return <Missing />
  if (recording.error) throw recording.error
  return null
}

/** Somebody else's, deleted, or never there: the same to whoever asks. */
function Missing() {
  const say = useWords()
  return (
    <div className={statement.statement}>
      <PageTitle label="recordings.missing" />
      <p className={statement.why}>{say('recordings.missing_why')}</p>
      <p className={statement.ways}>
        <ButtonLink label="recordings.all" kind="primary" size="large" to={routes.recordings} />
      </p>
    </div>
  )
}
