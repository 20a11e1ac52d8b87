/** The passkeys of this account: what they are, those there are, and one more. */
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Refusal } from '../../api/client'
import {
  Cancelled,
  canUsePasskeys,
  Known,
  useDeletePasskey,
  useMakePasskey,
  usePasskeys,
  useRenamePasskey,
} from '../../api/passkeys'
import { useSession } from '../../api/queries'
import type { Passkey } from '../../api/types'
import { keepFocus } from '../../focus'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { TextField } from '../../ui/TextField'
import { toast } from '../../ui/Toast'
import { useLanguage, useWords } from '../../words/words'
import styles from './Section.module.css'
import list from './Sessions.module.css'

export function Passkeys() {
  const say = useWords()
  const { data: session } = useSession()
  const isSignedIn = Boolean(session?.user)
  const { data: passkeys, error } = usePasskeys(isSignedIn)
  const top = useRef<HTMLDivElement>(null)
  if (!isSignedIn || !session?.passkeys_are_on)
    return (
      <p className={styles.small} data-setting="settings.passkeys">
        {say(isSignedIn ? 'settings.passkeys_off' : 'settings.sessions_guest')}
      </p>
    )
  return (
    <div ref={top} tabIndex={-1} className={styles.choices} data-setting="settings.passkeys">
      <p className={styles.small}>{say('settings.passkeys_why')}</p>
      <ul className={list.devices}>
        {passkeys?.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} onGone={() => keepFocus(top.current)} />
        ))}
      </ul>
      {error && (
        <Notice kind="danger" role="alert">
          {say('signin.unreachable')}
        </Notice>
      )}
      {canUsePasskeys() ? <Add /> : <p className={styles.small}>{say('settings.passkeys_no_browser')}</p>}
    </div>
  )
}

function Add() {
  const say = useWords()
  const [name, setName] = useState('')
  const making = useMakePasskey()
  const { error } = making
  const nameError = error instanceof Refusal ? error.fields.name : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate(name.trim() || say('settings.passkey_unnamed'), {
      onSuccess: (made) => {
        setName('')
        toast('settings.passkey_made', { name: made.name }, { kind: 'good' })
      },
    })
  }
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <TextField
        label="settings.passkey_name"
        hint={say('settings.passkey_name_hint')}
        value={name}
        onChange={setName}
        error={nameError}
        maxLength={80}
        autoComplete="off"
      />
      {error && !nameError && !(error instanceof Cancelled) && (
        <Notice kind="danger" role="alert">
          {error instanceof Known
            ? say('settings.passkey_known')
            : (whyNot(error) ?? say('signin.passkey_failed'))}
        </Notice>
      )}
      <Button label="settings.passkey_add" icon={Plus} type="submit" isPending={making.isPending} />
    </form>
  )
}

function Row({ passkey, onGone }: { passkey: Passkey; onGone: () => void }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null)
  const { name } = passkey
  const day = (moment: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(moment))
  const close = () => setOpen(null)
  return (
    <li className={list.device}>
      <div>
        <p className={list.name}>
          <KeyRound aria-hidden />
          <bdi>{name}</bdi>
        </p>
        <p className={styles.small}>{say('settings.passkey_since', { when: day(passkey.made_at) })}</p>
        <p className={styles.small}>
          {passkey.used_at
            ? say('settings.passkey_used', { when: day(passkey.used_at) })
            : say('settings.passkey_unused')}
        </p>
      </div>
      <div className={styles.row}>
        <Button label="settings.passkey_rename" values={{ name }} onPress={() => setOpen('rename')} />
        <Button
          label="settings.passkey_delete"
          values={{ name }}
          icon={Trash2}
          kind="danger"
          onPress={() => setOpen('delete')}
        />
      </div>
      {open === 'rename' && <Rename passkey={passkey} onClose={close} />}
      {open === 'delete' && <Delete passkey={passkey} onClose={close} onGone={onGone} />}
    </li>
  )
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const say = useWords()
  const [name, setName] = useState(passkey.name)
  const renaming = useRenamePasskey()
  const { error } = renaming
  const submit = (event: FormEvent) => {
    event.preventDefault()
    renaming.mutate({ id: passkey.id, name: name.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title="settings.passkey_rename_title"
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} />
          <Button
            label="ui.save"
            kind="primary"
            type="submit"
            form="passkey-name"
            isPending={renaming.isPending}
          />
        </>
      }
    >
      <form id="passkey-name" onSubmit={submit} noValidate>
        <TextField
          label="settings.passkey_name"
          value={name}
          onChange={setName}
          error={error ? (whyNot(error) ?? say('signin.unreachable')) : undefined}
          maxLength={80}
          autoComplete="off"
          autoFocus
        />
      </form>
    </Dialog>
  )
}

type DeleteProps = { passkey: Passkey; onClose: () => void; onGone: () => void }

function Delete({ passkey, onClose, onGone }: DeleteProps) {
  const say = useWords()
  const deleting = useDeletePasskey()
  const { name } = passkey
  const remove = () =>
    deleting.mutate(passkey.id, {
      onSuccess: () => {
        onClose()
        onGone()
        toast('settings.passkey_deleted', { name }, { kind: 'good' })
      },
    })
  return (
    <ConfirmDialog
      title="settings.passkey_delete_title"
      values={{ name }}
      yes="settings.passkey_delete_yes"
      onYes={remove}
      onClose={onClose}
      isPending={deleting.isPending}
      trouble={deleting.error ? say('signin.unreachable') : undefined}
    >
      <p>{say('settings.passkey_delete_why')}</p>
    </ConfirmDialog>
  )
}

function whyNot(error: Error): string | undefined {
  return error instanceof Refusal ? (error.fields.name ?? error.message) : undefined
}
