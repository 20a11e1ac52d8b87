/** Lines that were picked are given to somebody: a new voice, or one that is there. */
import { useState } from 'react'
import type { Segment, Speaker } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Choice'
import { TextField } from '../../../ui/TextField'
import { toast } from '../../../ui/Toast'
import { useWords } from '../../../words/words'
import type { Acting } from '../acting'
import { useSpeakerName } from '../speakers/naming'
import styles from './PickedBar.module.css'
import { give } from './picking'

type PickedBarProps = {
  picked: readonly Segment[]
  speakers: readonly Speaker[]
  acting: Acting
  onDone: () => void
}

const somebodyNew = 'new'

export function PickedBar({ picked, speakers, acting, onDone }: PickedBarProps) {
  const say = useWords()
  const nameOf = useSpeakerName()
  const [whose, setWhose] = useState(somebodyNew)
  const [name, setName] = useState('')
  const isNew = whose === somebodyNew

  const giveThem = async () => {
    const to = isNew ? { name: name.trim() } : Number(whose)
    if (!(await give(acting.run, picked, to))) return
    toast('speakers.given', undefined, { kind: 'good' })
    onDone()
  }
  return (
    <form
      className={styles.bar}
      aria-label={say('transcripts.pick_lines')}
      onSubmit={(event) => {
        event.preventDefault()
        if (picked.length) void giveThem()
      }}
    >
      <p className={styles.count} role="status">
        {say('transcripts.picked', { lines: picked.length })}
      </p>
      <Choice
        label="speakers.said_by"
        options={[
          { id: somebodyNew, label: say('speakers.new') },
          ...speakers.map((speaker) => ({ id: String(speaker.id), label: nameOf(speaker) })),
        ]}
        value={whose}
        onChange={setWhose}
      />
      {isNew && (
        <TextField label="speakers.name" value={name} onChange={setName} maxLength={80} autoComplete="off" />
      )}
      <p className={styles.ways}>
        <Button label="ui.cancel" kind="quiet" onPress={onDone} />
        <Button
          label="speakers.give"
          kind="primary"
          type="submit"
          isDisabled={picked.length === 0}
          isPending={acting.isPending}
        />
      </p>
    </form>
  )
}
