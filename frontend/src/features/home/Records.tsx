/** Is each meeting in this room recorded by itself, and what of it? */
import type { Room } from '../../api/types'
import { Choice } from '../../ui/Choice'
import { Switch } from '../../ui/Switch'
import { useWords, type WordKey } from '../../words/words'

export type Records = Room['records']

const modes: { id: Records['mode']; label: WordKey }[] = [
  { id: '', label: 'home.records_no' },
  { id: 'video', label: 'home.records_video' },
  { id: 'sound', label: 'home.records_sound' },
  { id: 'words', label: 'home.records_words' },
]

export function RecordsChoice({
  records,
  onChange,
}: {
  records: Records
  onChange: (records: Records) => void
}) {
  const say = useWords()
  const { mode } = records
  return (
    <>
      <Choice<Records['mode']>
        label="home.records"
        hint={mode ? say('home.records_why') : ''}
        options={modes.map(({ id, label }) => ({ id, label: say(label) }))}
        value={mode}
        onChange={(mode) => onChange({ ...records, mode })}
      />
      {(mode === 'video' || mode === 'sound') && (
        <Switch
          label="home.records_transcript"
          isSelected={records.wants_words}
          onChange={(wants_words) => onChange({ ...records, wants_words })}
        />
      )}
    </>
  )
}
