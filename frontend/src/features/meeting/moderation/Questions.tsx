/** Before somebody is put out or called otherwise: the question, and what will follow. */
import { type FormEvent, useId, useState } from 'react'
import { Refusal } from '../../../api/client'
import { nameOf } from '../../../call/store'
import { keepFocus } from '../../../focus'
import { Button } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/ConfirmDialog'
import { Dialog } from '../../../ui/Dialog'
import { TextField } from '../../../ui/TextField'
import { useWords } from '../../../words/words'
import { whyNot } from '../trouble'
import { useQuestion } from './asking'
import { remove, renameOther } from './hosting'

export function Questions() {
  const { open } = useQuestion()
  if (!open) return null
  return open.what === 'remove' ? <Remove identity={open.identity} /> : <Rename identity={open.identity} />
}

function close(): void {
  const { opener, list } = useQuestion.getState()
  useQuestion.setState({ open: null, opener: null, list: null })
  keepFocus(opener, list)
}

function Remove({ identity }: { identity: string }) {
  const say = useWords()
  const [name] = useState(() => nameOf(identity))
  const go = (block: boolean) => {
    close()
    void remove(identity, name, block)
  }
  return (
    <ConfirmDialog
      title="host.remove_title"
      values={{ name }}
      yes="host.remove_only"
      onYes={() => go(false)}
      onClose={close}
      also={<Button label="host.remove_and_block" kind="danger" onPress={() => go(true)} />}
    >
      <p>{say('host.remove_why')}</p>
    </ConfirmDialog>
  )
}

function Rename({ identity }: { identity: string }) {
  const say = useWords()
  const form = useId()
  const [name, setName] = useState(() => nameOf(identity))
  const [error, setError] = useState<string | undefined>()
  const [isPending, setPending] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    try {
      await renameOther(identity, name)
      close()
    } catch (trouble) {
      const field = trouble instanceof Refusal ? trouble.fields.name : undefined
      setError(field ?? whyNot(trouble) ?? say('people.rename_failed'))
      setPending(false)
    }
  }
  return (
    <Dialog
      title="host.rename"
      isOpen
      onOpenChange={close}
      actions={
        <>
          <Button label="people.cancel" onPress={close} />
          <Button label="people.save" kind="primary" type="submit" form={form} isPending={isPending} />
        </>
      }
    >
      <form id={form} onSubmit={save} noValidate>
        <TextField
          label="host.their_name"
          hint={say('people.rename_hint')}
          error={error}
          value={name}
          onChange={setName}
          autoFocus
        />
      </form>
    </Dialog>
  )
}
