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
import { LinkIsOver } from './sharing/LinkIsOver'
import { useWayIn } from './sharing/link'

export default function Recording() {
  const { id = '' } = useParams()
  const session = useSession()
  const link = useWayIn(id)
  const recording = useOneRecording(id, Boolean(session.data) && link.way !== 'opening')
  if (session.error && !session.data) throw session.error
  if (link.way === 'failed') throw link.trouble
  const { error } = recording
  if (!(error instanceof Refusal)) {
    if (recording.data) return <Page recording={recording.data} />
    if (error) throw error
    return null
  }
  if (link.way !== 'none') return <LinkIsOver id={id} />
  return error.status === 401 ? <SignInFirst next={toRecording(id)} /> : <Missing />
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
