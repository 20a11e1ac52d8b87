/** Asking for words: how many people sat at each microphone, as far as one knows; again costs what people corrected. */
import { useState } from 'react'
import type { WholeRecording } from '../../../api/types'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Choice'
import { Dialog } from '../../../ui/Dialog'
import { Notice } from '../../../ui/Notice'
import { useWords } from '../../../words/words'
import type { Acting } from '../acting'
import styles from './AskDialog.module.css'

type AskDialogProps = {
  recording: WholeRecording
  isAgain: boolean
  /** Is there anything to lose? */
  isReady: boolean
  acting: Acting
  onClose: () => void
}

const unsaid = 'unsaid'
const mostPeople = 12

export function AskDialog({ recording, isAgain, isReady, acting, onClose }: AskDialogProps) {
  const say = useWords()
  const [people, setPeople] = useState<Record<string, number>>({})
  const ask = async () => {
    if (await acting.run({ act: 'ask', people, again: isAgain }, 'transcripts.asked')) onClose()
  }
  const numbers = Array.from({ length: mostPeople }, (_, n) => n + 1)
  return (
    <Dialog
      title={isReady ? 'transcripts.again' : 'transcripts.ask'}
      role={isReady ? 'alertdialog' : 'dialog'}
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} />
          <Button
            label={isReady ? 'transcripts.again_do' : 'transcripts.ask'}
            kind={isReady ? 'danger' : 'primary'}
            onPress={ask}
            isPending={acting.isPending}
          />
        </>
      }
    >
      {isReady && <Notice kind="warn">{say('transcripts.again_why')}</Notice>}
      {!isReady && <p>{say('transcripts.ask_how')}</p>}
      {recording.sounds.length > 0 && (
        <fieldset className={styles.microphones}>
          <legend>{say('transcripts.people')}</legend>
          <p className={styles.hint}>{say('transcripts.people_hint')}</p>
          {recording.sounds.map(({ identity, name }) => (
            <Choice
              key={identity}
              label="transcripts.people_at"
              values={{ name }}
              options={[
                { id: unsaid, label: say('transcripts.people_unsaid') },
                ...numbers.map((number) => ({
                  id: String(number),
                  label: say('transcripts.people_many', { number }),
                })),
              ]}
              value={String(people[identity] ?? unsaid)}
              onChange={(id) => setPeople((now) => withPeople(now, identity, id))}
            />
          ))}
        </fieldset>
      )}
    </Dialog>
  )
}

function withPeople(now: Record<string, number>, identity: string, id: string): Record<string, number> {
  const { [identity]: _, ...others } = now
  return id === unsaid ? others : { ...others, [identity]: Number(id) }
}
