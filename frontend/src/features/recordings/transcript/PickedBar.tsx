/** Lines that were picked are given to somebody: a new voice, or one that is there. */
import { useState } from 'react'
import type { Segment, Speaker } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Choice'
import { TextField } from '../../../ui/TextField'
import { useWords } from '../../../words/words'
import type { Acting } from '../acting'
import { useSpeakerName } from '../speakers/naming'
import styles from './PickedBar.module.css'
import { givingOf, splitOf } from './picking'

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

  const give = async () => {
    const done = isNew
      ? await split(acting, picked, name.trim())
      : await giveAll(acting, picked, Number(whose))
    if (done) onDone()
  }
  return (
    <form
      className={styles.bar}
      aria-label={say('transcripts.pick_lines')}
      onSubmit={(event) => {
        event.preventDefault()
        if (picked.length) void give()
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

async function split(acting: Acting, picked: readonly Segment[], name: string): Promise<boolean> {
  const plan = splitOf(picked, name)
  const made = plan && (await acting.run(plan.first, 'speakers.given'))
  if (!made) return false
  for (const act of plan.others(made.id ?? 0)) if (!(await acting.run(act))) return false
  return true
}

async function giveAll(acting: Acting, picked: readonly Segment[], speaker: number): Promise<boolean> {
  for (const act of givingOf(picked, speaker)) if (!(await acting.run(act, 'speakers.given'))) return false
  return true
}
