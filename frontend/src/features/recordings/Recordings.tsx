/** My recordings: the last one first, each with how long it is kept; and where in them something was said. */
import { Clapperboard, Download, Ellipsis, SearchX, Trash2 } from 'lucide-react'
import { Suspense, useDeferredValue, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { useSession } from '../../api/queries'
import { useRecordings } from '../../api/recordings'
import { useFound } from '../../api/transcripts'
import type { Recording } from '../../api/types'
import { routes, toRecording } from '../../routes'
import { Button } from '../../ui/Button'
import { MenuButton } from '../../ui/Menu'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { useLanguage, useWords } from '../../words/words'
import { fetchFile } from './fetching'
import { daysUntil, lasting, on, weighing } from './figures'
import { DeleteDialog } from './later'
import { Filters } from './list/Filters'
import { type Row as FoundRow, filterOf, questionOf, rowsOf, shortestQuestion, toSearch } from './list/filter'
import { Hits } from './list/Hits'
import styles from './Recordings.module.css'
import { SignInFirst } from './SignInFirst'

/** What is said of a transcript in the list. */
const standings = { ready: 'ready', waiting: 'making', working: 'making', failed: 'failed' } as const

export default function Recordings() {
  const session = useSession()
  if (session.error && !session.data) throw session.error
  if (!session.data) return null
  return session.data.user ? <Mine /> : <SignInFirst next={routes.recordings} />
}

function Mine() {
  const say = useWords()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const filter = filterOf(search)
  const asked = useDeferredValue(filter.q.trim())
  const q = asked.length >= shortestQuestion ? asked : ''
  const recordings = useRecordings(true)
  const words = useFound({}, true)
  const found = useFound(questionOf({ ...filter, q }), q !== '')
  const [doomed, setDoomed] = useState<Recording>()
  const shown =
    recordings.data && rowsOf(recordings.data, words.data ?? [], (q && found.data) || [], { ...filter, q })
  const isAnswered = !q || (!found.isFetching && !found.isError)
  const isFiltered = toSearch({ ...filter, q }) !== ''
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
        <Filters
          filter={filter}
          onFilter={(change) => navigate(path + toSearch({ ...filter, ...change }), { replace: true })}
          found={isFiltered && isAnswered ? shown?.length : undefined}
        />
      )}
      {q && found.isError && (
        <Notice kind="danger" role="alert">
          {say('recordings.find_failed')}
        </Notice>
      )}
      {recordings.data && recordings.data.length > 0 && shown?.length === 0 && isAnswered && (
        <div className={styles.empty}>
          <SearchX aria-hidden />
          <p>{say('recordings.filter_none')}</p>
          <p>{say('recordings.filter_none_how')}</p>
        </div>
      )}
      {shown && shown.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        <ul role="list" className={styles.list}>
          {shown.map((row) => (
            <Row key={row.recording.id} row={row} q={q} onDelete={() => setDoomed(row.recording)} />
          ))}
        </ul>
      )}
      <Suspense>
        {doomed && <DeleteDialog recording={doomed} onClose={() => setDoomed(undefined)} />}
      </Suspense>
    </div>
  )
}

type RowProps = { row: FoundRow; q: string; onDelete: () => void }

function Row({ row: { recording, words, hits }, q, onDelete }: RowProps) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const { id, title, state } = recording
  const standing = words && standings[words.state]
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
          {isReady && standing && (
            <span className={styles.standing}>{say(`recordings.words_${standing}`)}</span>
          )}
          {recording.expires_at && (
            <span>{say('recordings.kept_for', { days: daysUntil(recording.expires_at) })}</span>
          )}
        </p>
        {hits.length > 0 && <Hits recording={id} hits={hits} q={q} />}
      </div>
      {(isReady || state === 'failed') && (
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
                  'line' as const,
                ]
              : []),
            { id: 'delete', label: 'recordings.delete', icon: Trash2, kind: 'danger', onAction: onDelete },
          ]}
        />
      )}
    </li>
  )
}
