/** Before the meeting: how do I look and sound, who is inside, and the way in. */
import { useEffect } from 'react'
import type { RoomView } from '../../api/types'
import { closePreview, openPreview, usePreview } from '../../call/preview'
import { usePreferences } from '../../preferences'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import { DeviceChoices } from './DeviceChoices'
import { type Entering, EntryForm, type HowToEnter } from './EntryForm'
import { LineNotice } from './LineNotice'
import styles from './Lobby.module.css'
import { useLine } from './line'
import { Present } from './Present'
import { Preview } from './Preview'
import type { Refusal } from './refusal'
import { SoundCheck } from './SoundCheck'
import { TroubleNotices } from './TroubleNotice'
import { type Waited, Waiting } from './Waiting'

export type LobbyProps = {
  room: RoomView
  suggestedName: string
  entering: Entering
  refusal: Refusal | undefined
  /** At the door, until a host opens. */
  waiting: Waited | undefined
  onEnter: (name: string, how: HowToEnter) => void
  onCancel: () => void
}

export function Lobby({ room, suggestedName, entering, refusal, waiting, onEnter, onCancel }: LobbyProps) {
  const say = useWords()
  const line = useLine(room.livekit_url)
  const name = usePreferences((state) => state.name) || suggestedName
  const { mode, wants_words } = room.records
  const told = { mode, words: wants_words && mode !== 'words' ? 'yes' : 'no' }
  const heading = room.name || say('lobby.unnamed', { slug: room.slug })

  const cancel = () => {
    onCancel()
    requestAnimationFrame(() => document.getElementById('lobby-name')?.focus())
  }

  useEffect(() => {
    void openPreview()
    return closePreview
  }, [])

  return (
    <div className={styles.lobby}>
      <div className={styles.devices}>
        <Preview name={name} line={line} />
        <DeviceChoices />
        <SoundCheck />
        <Replaced />
        <TroubleNotices />
        <LineNotice line={line} />
      </div>
      <div className={styles.door}>
        <div className={styles.room}>
          <p className={styles.joining}>{say('lobby.joining')}</p>
          <PageTitle label="lobby.title" values={{ name: heading }}>
            {heading}
          </PageTitle>
          {room.may === 'enter' && !waiting && <Present people={room.present} />}
        </div>
        {room.is_recorded && <Notice>{say('lobby.recorded', told)}</Notice>}
        {!room.is_recorded && mode && <Notice>{say('lobby.records', told)}</Notice>}
        {waiting ? (
          <Waiting slug={room.slug} waiting={waiting} refusal={refusal} onCancel={cancel} />
        ) : (
          <EntryForm
            slug={room.slug}
            knocks={room.may === 'knock'}
            suggestedName={suggestedName}
            entering={entering}
            refusal={refusal}
            onEnter={onEnter}
          />
        )}
      </div>
    </div>
  )
}

/** A device went away and another took its place: said, never silent. */
function Replaced() {
  const say = useWords()
  const replaced = usePreview((state) => state.replaced)
  return (
    <p role="status" className={styles.replaced}>
      {replaced?.now && say('lobby.replaced', { lost: replaced.lost, now: replaced.now })}
    </p>
  )
}
