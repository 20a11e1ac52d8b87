/** Who is this? A name for all their lines, the same person as another voice, or this line said by somebody else. */
import { useState } from 'react'
import type { Segment, Speaker } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Choice'
import { Dialog } from '../../../ui/Dialog'
import { TextField } from '../../../ui/TextField'
import { useWords } from '../../../words/words'
import type { Acting } from '../acting'
import { useSpeakerName } from './naming'
import styles from './SpeakerDialog.module.css'

type SpeakerDialogProps = {
  speaker: Speaker
  speakers: readonly Speaker[]
  /** How many lines they say. */
  lines: number
  /** Opened from this one. */
  line: Segment | undefined
  acting: Acting
  onClose: () => void
}

export function SpeakerDialog(props: SpeakerDialogProps) {
  const { speaker, speakers, lines, line, acting, onClose } = props
  const say = useWords()
  const nameOf = useSpeakerName()
  const [name, setName] = useState(speaker.name)
  const called = nameOf(speaker)
  const others = speakers.filter(({ id }) => id !== speaker.id)
  const options = others.map((other) => ({ id: String(other.id), label: nameOf(other) }))

  const rename = async () => {
    const wanted = name.trim()
    if (!wanted || wanted === speaker.name) return onClose()
    const act = { act: 'rename', speaker: speaker.id, name: wanted } as const
    if (await acting.run(act, 'speakers.renamed', { name: wanted })) onClose()
  }
  const merge = async (into: number) => {
    const act = { act: 'merge', speaker: speaker.id, into } as const
    if (await acting.run(act, 'speakers.merged')) onClose()
  }
  const give = async (to: number) => {
    if (!line) return
    const given =
      to === somebodyNew
        ? await acting.run(
            { act: 'split', speaker: speaker.id, segments: [line.id], name: '' },
            'speakers.given',
          )
        : await acting.run({ act: 'give', segment: line.id, speaker: to }, 'speakers.given')
    if (given) onClose()
  }
  return (
    <Dialog title="speakers.title" values={{ name: called }} isOpen onOpenChange={onClose}>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          void rename()
        }}
      >
        <TextField
          label="speakers.name"
          hint={say('speakers.name_hint', { lines })}
          value={name}
          onChange={setName}
          maxLength={80}
          autoComplete="off"
          autoFocus
        />
        <Button label="speakers.rename" kind="primary" type="submit" isPending={acting.isPending} />
      </form>
      {line && (
        <Pick
          label="speakers.this_line"
          act="speakers.give_line"
          options={[...options, { id: String(somebodyNew), label: say('speakers.new') }]}
          onPick={give}
        />
      )}
      {options.length > 0 && (
        <Pick label="speakers.same_as" act="speakers.merge" options={options} onPick={merge} />
      )}
    </Dialog>
  )
}

const somebodyNew = 0

type PickProps = {
  label: 'speakers.this_line' | 'speakers.same_as'
  act: 'speakers.give_line' | 'speakers.merge'
  options: { id: string; label: string }[]
  onPick: (speaker: number) => void
}

function Pick({ label, act, options, onPick }: PickProps) {
  const [chosen, setChosen] = useState(options[0]?.id ?? '')
  return (
    <div className={styles.row}>
      <Choice label={label} options={options} value={chosen} onChange={setChosen} />
      <Button label={act} onPress={() => onPick(Number(chosen))} />
    </div>
  )
}
