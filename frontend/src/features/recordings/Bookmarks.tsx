/** Moments people want to find again, with a word on why. */
import { BookmarkPlus, X } from 'lucide-react'
import { useState } from 'react'
import type { Bookmark } from '../../api/transcripts'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { TextField } from '../../ui/TextField'
import { useWords } from '../../words/words'
import type { Acting } from './acting'
import styles from './Bookmarks.module.css'
import { Card } from './Card'
import { lasting } from './figures'
import { MomentButton } from './MomentButton'
import { type Playhead, usePlayed } from './player/playhead'

type BookmarksProps = {
  bookmarks: readonly Bookmark[]
  playhead: Playhead
  /** Others' may be taken away, too. */
  mayChange: boolean
  /** Whoever came by a link without an account marks nothing. */
  mayAdd: boolean
  acting: Acting
}

export function Bookmarks({ bookmarks, playhead, mayChange, mayAdd, acting }: BookmarksProps) {
  const say = useWords()
  if (!bookmarks.length && !mayAdd) return null
  return (
    <Card title="bookmarks.title">
      {bookmarks.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        <ul role="list">
          {bookmarks.map(({ id, at, note, by, is_mine }) => (
            <li key={id} className={styles.bookmark}>
              <MomentButton at={at} onGo={playhead.seek} />
              <span className={styles.note}>
                <bdi>{note || say('bookmarks.unnamed')}</bdi> <bdi className={styles.by}>{by}</bdi>
              </span>
              {(is_mine || mayChange) && (
                <IconButton
                  label="bookmarks.delete"
                  values={{ at: lasting(at) }}
                  icon={X}
                  onPress={() => acting.run({ act: 'forget', bookmark: id }, 'bookmarks.deleted')}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAdd && <Add playhead={playhead} acting={acting} />}
    </Card>
  )
}

function Add({ playhead, acting }: Pick<BookmarksProps, 'playhead' | 'acting'>) {
  const [note, setNote] = useState('')
  const at = usePlayed(playhead, (played) => Math.floor(played.at))
  const add = async () => {
    const made = await acting.run(
      { act: 'bookmark', at: playhead.now.at, note: note.trim() },
      'bookmarks.added',
      { at: lasting(at) },
    )
    if (made) setNote('')
  }
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextField
        label="bookmarks.note"
        placeholder="bookmarks.note"
        isLabelUnseen
        value={note}
        onChange={setNote}
        maxLength={200}
        autoComplete="off"
      />
      <Button
        label="bookmarks.add"
        values={{ at: lasting(at) }}
        icon={BookmarkPlus}
        type="submit"
        isPending={acting.isPending}
      />
    </form>
  )
}
