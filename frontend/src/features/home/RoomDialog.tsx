/** A room's name, address and who may enter: for a new one, or one of mine. */
import { type FormEvent, useId, useState } from 'react'
import { Refusal } from '../../api/client'
import { useChangeRoom, useCreateRoom } from '../../api/queries'
import type { Access, Room } from '../../api/types'
import { Button } from '../../ui/Button'
import { Choice } from '../../ui/Choice'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { TextField } from '../../ui/TextField'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'

export default function RoomDialog({ room, onClose }: { room: Room | undefined; onClose: () => void }) {
  const say = useWords()
  const form = useId()
  const [name, setName] = useState(room?.name ?? '')
  const [slug, setSlug] = useState(room?.slug ?? '')
  const [access, setAccess] = useState<Access>(room?.access ?? 'open')
  const creation = useCreateRoom()
  const change = useChangeRoom(room?.slug ?? '')
  const { isPending, error } = room ? change : creation
  const refusal = error instanceof Refusal ? error : undefined
  const fields = refusal?.fields ?? {}
  const slugError = fields.slug ?? (refusal?.code.startsWith('room.address') ? refusal.message : undefined)
  const rest =
    error && !slugError && !fields.name ? (refusal?.message ?? say('trouble.unreachable')) : undefined

  const save = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      toast(room ? 'home.room_changed' : 'home.room_made', undefined, { kind: 'good' })
      onClose()
    }
    if (!room) return creation.mutate({ name, access }, { onSuccess })
    const isMoved = slug.trim() !== room.slug
    change.mutate({ name, access, ...(isMoved && { slug: slug.trim() }) }, { onSuccess })
  }

  return (
    <Dialog
      title={room ? 'home.room_change' : 'home.room_new'}
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} />
          <Button
            label={room ? 'ui.save' : 'home.room_make'}
            kind="primary"
            type="submit"
            form={form}
            isPending={isPending}
          />
        </>
      }
    >
      <form id={form} onSubmit={save} style={{ display: 'contents' }} noValidate>
        <TextField
          label="home.room_name"
          hint={room ? undefined : say('home.room_name_hint')}
          value={name}
          onChange={setName}
          error={fields.name}
          maxLength={80}
          autoFocus
          autoComplete="off"
        />
        {room && (
          <TextField
            label="home.room_address"
            hint={say('home.room_address_hint')}
            value={slug}
            onChange={setSlug}
            error={slugError}
            maxLength={60}
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
          />
        )}
        <Choice
          label="home.room_access"
          value={access}
          onChange={setAccess}
          options={[
            { id: 'open', label: say('home.room_access_open') },
            { id: 'signed_in', label: say('home.room_access_signed_in') },
          ]}
        />
        {rest && (
          <Notice kind="danger" role="alert">
            {rest}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}
