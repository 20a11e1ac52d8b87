/** One recording: watch it, take it with you, hear one person alone, see who agreed, delete it. */
import { ArrowLeft, Download, SkipForward, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { Refusal } from '../../api/client'
import { useSession } from '../../api/queries'
import { useFilm, useOneRecording } from '../../api/recordings'
import type { WholeRecording } from '../../api/types'
import { routes, toRecording } from '../../routes'
import { Button } from '../../ui/Button'
import { ButtonLink } from '../../ui/ButtonLink'
import { IconButton } from '../../ui/IconButton'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import statement from '../../ui/Statement.module.css'
import { useLanguage, useWords } from '../../words/words'
import { DeleteDialog } from './DeleteDialog'
import { fetchFile } from './fetching'
import { daysUntil, lasting, on, weighing } from './figures'
import styles from './Recording.module.css'
import { SignInFirst } from './SignInFirst'
import { LinkIsOver } from './sharing/LinkIsOver'
import { useWayIn } from './sharing/link'
import { ShareButton } from './sharing/ShareButton'
import { Whose } from './sharing/Whose'

export default function Recording() {
  const { id = '' } = useParams()
  const session = useSession()
  const link = useWayIn(id)
  const recording = useOneRecording(id, Boolean(session.data) && link.way !== 'opening')
  if (session.error && !session.data) throw session.error
  if (link.way === 'failed') throw link.trouble
  const { error } = recording
  if (!(error instanceof Refusal)) {
    if (recording.data) return <Known recording={recording.data} />
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

function Known({ recording }: { recording: WholeRecording }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const [, navigate] = useLocation()
  const [isDoomed, setDoomed] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const { id, title, state } = recording
  const isReady = state === 'ready'
  const film = useFilm(id, isReady)
  const jump = (to: number) => {
    if (!video.current) return
    video.current.currentTime = to
    void video.current.play()
  }
  return (
    <article className={styles.page}>
      {recording.may_take && (
        <Link href={routes.recordings} className={styles.back}>
          <ArrowLeft aria-hidden />
          {say('recordings.all')}
        </Link>
      )}
      <header className={styles.header}>
        <PageTitle label="recordings.one" values={{ title }} window={title}>
          <bdi>{title}</bdi>
        </PageTitle>
        <p className={styles.more}>
          {say('recordings.begun', { when: on(recording.began_at, language), name: recording.started_by })}
        </p>
        <Whose recording={recording} />
      </header>
      {isReady ? (
        // biome-ignore lint/a11y/useMediaCaption: what was said is written down elsewhere, when it is
        <video
          ref={video}
          className={styles.film}
          controls
          preload="metadata"
          src={film.data?.url}
          aria-label={say('recordings.player', { title })}
        />
      ) : (
        <Notice kind={state === 'failed' ? 'danger' : 'info'} role="status">
          {say(`recordings.is_${state}`)}
        </Notice>
      )}
      {film.error && (
        <Notice kind="danger" role="alert">
          {film.error instanceof Refusal ? film.error.message : say('trouble.unreachable')}
        </Notice>
      )}
      {recording.failure === 'storage' && <Notice kind="warn">{say('recordings.cut_short')}</Notice>}
      {recording.gaps.map(([at = 0, seconds = 0]) => (
        <Notice key={at} kind="warn">
          {say('recordings.gap', { at: lasting(at), seconds: Math.round(seconds) })}{' '}
          <Button
            label="recordings.gap_after"
            icon={SkipForward}
            kind="quiet"
            onPress={() => jump(at + seconds)}
          />
        </Notice>
      ))}
      {isReady && (
        <p className={styles.facts}>
          <span>{lasting(recording.seconds)}</span>
          <span>{weighing(recording.bytes, language)}</span>
          {recording.expires_at && (
            <span>{say('recordings.kept_for', { days: daysUntil(recording.expires_at) })}</span>
          )}
        </p>
      )}
      <div className={styles.ways}>
        {isReady && recording.may_take && (
          <Button label="recordings.download" icon={Download} kind="primary" onPress={() => fetchFile(id)} />
        )}
        {isReady && <ShareButton recording={recording} />}
        {recording.is_mine && (isReady || state === 'failed') && (
          <Button label="recordings.delete" icon={Trash2} onPress={() => setDoomed(true)} />
        )}
      </div>
      {recording.sounds.length > 0 && <Sounds recording={recording} />}
      {recording.consents.length > 0 && <Consents recording={recording} />}
      {isDoomed && (
        <DeleteDialog
          recording={recording}
          onClose={() => setDoomed(false)}
          onDeleted={() => navigate(routes.recordings)}
        />
      )}
    </article>
  )
}

/** Each person's own sound, without their pauses. */
function Sounds({ recording }: { recording: WholeRecording }) {
  const say = useWords()
  return (
    <section className={styles.card} aria-labelledby="sounds">
      <h2 id="sounds">{say('recordings.sounds')}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {recording.sounds.map(({ identity, name, seconds }) => (
          <li key={identity} className={styles.line}>
            <bdi className={styles.name}>{name}</bdi>
            <span className={styles.more}>{lasting(seconds)}</span>
            <IconButton
              label="recordings.download_sound"
              values={{ name }}
              icon={Download}
              onPress={() => fetchFile(recording.id, identity)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who answered what, and when. */
function Consents({ recording }: { recording: WholeRecording }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  return (
    <section className={styles.card} aria-labelledby="consents">
      <h2 id="consents">{say('recordings.consents')}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {recording.consents.map(({ name, agrees, at }) => (
          <li key={`${name} ${at}`} className={styles.line}>
            <bdi className={styles.name}>{name}</bdi>
            <span>{say(agrees ? 'recordings.agreed' : 'recordings.refused_to')}</span>
            <span className={styles.more}>{on(at, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
