/** My recordings: the last one first, each with how long it is kept. */
import { Clapperboard, Download, Ellipsis, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useSession } from '../../api/queries'
import { useRecordings } from '../../api/recordings'
import type { Recording } from '../../api/types'
import { routes, toRecording } from '../../routes'
import { Button } from '../../ui/Button'
import { MenuButton, type MenuItem } from '../../ui/Menu'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { useLanguage, useWords } from '../../words/words'
import { DeleteDialog } from './DeleteDialog'
import { fetchFile } from './fetching'
import { daysUntil, lasting, on, weighing } from './figures'
import styles from './Recordings.module.css'
import { SignInFirst } from './SignInFirst'
import { Whose } from './sharing/Whose'

export default function Recordings() {
  const session = useSession()
  if (session.error && !session.data) throw session.error
  if (!session.data) return null
  return session.data.user ? <Mine /> : <SignInFirst next={routes.recordings} />
}

function Mine() {
  const say = useWords()
  const recordings = useRecordings(true)
  const [doomed, setDoomed] = useState<Recording>()
  return (
    <div className={styles.page}>
      <PageTitle label="recordings.title" />
      {recordings.isError && !recordings.data && (
        <div className={styles.failed}>
          <Notice kind="danger" role="alert">
            {say('recordings.list_failed')}
          </Notice>
          <Button
            label="trouble.retry"
            onPress={() => recordings.refetch()}
            isPending={recordings.isFetching}
          />
        </div>
      )}
      {recordings.data?.length === 0 && (
        <div className={styles.empty}>
          <Clapperboard aria-hidden />
          <p>{say('recordings.none')}</p>
          <p>{say('recordings.none_how')}</p>
        </div>
      )}
      {recordings.data && recordings.data.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        <ul role="list" className={styles.list}>
          {recordings.data.map((recording) => (
            <Row key={recording.id} recording={recording} onDelete={() => setDoomed(recording)} />
          ))}
        </ul>
      )}
      {doomed && <DeleteDialog recording={doomed} onClose={() => setDoomed(undefined)} />}
    </div>
  )
}

function Row({ recording, onDelete }: { recording: Recording; onDelete: () => void }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const { id, title, state } = recording
  const isReady = state === 'ready'
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Link href={toRecording(id)} className={styles.name}>
          <bdi>{title}</bdi>
        </Link>
        <p className={styles.more}>
          <span>{on(recording.began_at, language)}</span>
          {isReady && <span>{lasting(recording.seconds)}</span>}
          {isReady && <span>{weighing(recording.bytes, language)}</span>}
          {!isReady && <strong>{say(`recordings.is_${state}`)}</strong>}
          {recording.expires_at && (
            <span>{say('recordings.kept_for', { days: daysUntil(recording.expires_at) })}</span>
          )}
        </p>
        <Whose recording={recording} />
      </div>
      {(isReady || (recording.is_mine && state === 'failed')) && (
        <MenuButton
          label="recordings.more"
          values={{ title }}
          icon={Ellipsis}
          isIconOnly
          items={[
            ...(isReady
              ? [
                  {
                    id: 'download',
                    label: 'recordings.download' as const,
                    icon: Download,
                    onAction: () => void fetchFile(id),
                  },
                ]
              : []),
            ...(recording.is_mine ? deleting(onDelete) : []),
          ]}
        />
      )}
    </li>
  )
}

/** Set apart from what harms nothing. */
function deleting(onAction: () => void): MenuItem[] {
  return ['line', { id: 'delete', label: 'recordings.delete', icon: Trash2, kind: 'danger', onAction }]
}
