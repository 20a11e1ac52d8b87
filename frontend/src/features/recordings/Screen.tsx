/** The film or the sound, as soon as there is one; else what is the matter with it. */
import { SkipForward } from 'lucide-react'
import { Refusal } from '../../api/client'
import { isBeingRedacted, useFilm } from '../../api/recordings'
import { captionsOf, type Transcript } from '../../api/transcripts'
import type { WholeRecording } from '../../api/types'
import { usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import { lasting } from './figures'
import { kindOf } from './kept/kind'
import styles from './Page.module.css'
import { Player } from './player/Player'
import type { Playhead } from './player/playhead'

type ScreenProps = {
  recording: WholeRecording
  transcript: Transcript | null | undefined
  playhead: Playhead
}

export function Screen({ recording, transcript, playhead }: ScreenProps) {
  const say = useWords()
  const hasKeys = usePreferences((state) => state.playerKeys)
  const { id, title, state } = recording
  const kind = kindOf(recording)
  const isReady = state === 'ready'
  const film = useFilm(id, isReady && kind !== 'words')
  const captions =
    transcript?.state === 'ready'
      ? { src: captionsOf(id, versionOf(transcript)), language: transcript.language }
      : undefined
  const goOn = (to: number) => {
    playhead.seek(to)
    playhead.play()
  }
  return (
    <>
      {isReady && kind !== 'words' && (
        <div className={styles.player} data-stays>
          <Player
            playhead={playhead}
            title={title}
            kind={kind}
            src={film.data?.url}
            captions={captions}
            hasKeys={hasKeys}
          />
        </div>
      )}
      {isReady && kind === 'words' && <Notice>{say('recordings.words_only')}</Notice>}
      {!isReady && (
        <Notice kind={state === 'failed' ? 'danger' : 'info'} role="status">
          {say(`recordings.is_${state}`)}
        </Notice>
      )}
      {film.error && (
        <Notice kind={isBeingRedacted(film.error) ? 'info' : 'danger'} role="alert">
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
            onPress={() => goOn(at + seconds)}
          />
        </Notice>
      ))}
    </>
  )
}

/** Another number for other words, so that the browser reads the captions again. */
function versionOf({ segments, speakers }: Transcript): number {
  let sum = 0
  for (const letter of JSON.stringify([segments.map(({ text }) => text), speakers.map(({ name }) => name)]))
    sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0
  return sum >>> 0
}
