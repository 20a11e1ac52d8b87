/** Another name for myself, as everybody in this meeting will see it. */
import { type FormEvent, useId, useState } from 'react'
import { Refusal } from '../../../api/client'
import { callMe } from '../../../call/name'
import { useCall } from '../../../call/store'
import { prefer } from '../../../preferences'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { TextField } from '../../../ui/TextField'
import { toast } from '../../../ui/toasts'
import { useWords } from '../../../words/words'
import { whyNot } from '../trouble'

type RenameDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

export function RenameDialog({ isOpen, onOpenChange }: RenameDialogProps) {
  const form = useId()
  const [isPending, setPending] = useState(false)
  return (
    <Dialog
      title="people.rename"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button label="people.cancel" onPress={() => onOpenChange(false)} />
          <Button label="people.save" kind="primary" type="submit" form={form} isPending={isPending} />
        </>
      }
    >
      <RenameForm id={form} onPending={setPending} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

type RenameFormProps = { id: string; onPending: (isPending: boolean) => void; onDone: () => void }

function RenameForm({ id, onPending, onDone }: RenameFormProps) {
  const say = useWords()
  const [name, setName] = useState(() => {
    const { participants, me } = useCall.getState()
    return participants[me]?.name ?? ''
  })
  const [error, setError] = useState<string | undefined>()

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    onPending(true)
    try {
      await callMe(name)
      prefer({ name: name.trim() })
      toast('people.renamed', { name: name.trim() }, { kind: 'good' })
      onDone()
    } catch (trouble) {
      const field = trouble instanceof Refusal ? trouble.fields.name : undefined
      setError(field ?? whyNot(trouble) ?? say('people.rename_failed'))
    } finally {
      onPending(false)
    }
  }

  return (
    <form id={id} onSubmit={save} noValidate>
      <TextField
        label="people.name"
        hint={say('people.rename_hint')}
        error={error}
        value={name}
        onChange={setName}
        autoComplete="name"
        autoFocus
      />
    </form>
  )
}
