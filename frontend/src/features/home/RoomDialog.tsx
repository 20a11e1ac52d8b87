/** A room's name, address and who may enter: for a new one, or one of mine. */
import { type FormEvent, useId, useState } from 'react'
import { accesses } from '../../api/access'
import { Refusal } from '../../api/client'
import { useChangeRoom, useCreateRoom, useServerPreferences } from '../../api/queries'
import type { Access, Room } from '../../api/types'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { Options } from '../../ui/Options'
import { TextField } from '../../ui/TextField'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'
import { ByTelephone } from './ByTelephone'
import { Named } from './Named'
import { RecordsChoice } from './Records'

export default function RoomDialog({ room, onClose }: { room: Room | undefined; onClose: () => void }) {
  const say = useWords()
  const form = useId()
  const [name, setName] = useState(room?.name ?? '')
  const [slug, setSlug] = useState(room?.slug ?? '')
  const preferred = useServerPreferences(!room).data
  const [chosen, setAccess] = useState(room?.access)
  const access: Access | undefined = chosen ?? (preferred?.default_access || preferred?.usual_access)
  const [members, setMembers] = useState(room?.members ?? [])
  const [domains, setDomains] = useState(room?.email_domains.join(', ') ?? '')
  const [records, setRecords] = useState(room?.records)
  const creation = useCreateRoom()
  const change = useChangeRoom(room?.slug ?? '')
  const { isPending, error } = room ? change : creation
  const refusal = error instanceof Refusal ? error : undefined
  const fields = refusal?.fields ?? {}
  const slugError = fields.slug ?? (refusal?.code.startsWith('room.address') ? refusal.message : undefined)
  const rest =
    error && !slugError && Object.keys(fields).length === 0
      ? (refusal?.message ?? say('trouble.unreachable'))
      : undefined

  const save = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      toast(room ? 'home.room_changed' : 'home.room_made', undefined, { kind: 'good' })
      onClose()
    }
    if (!room) return creation.mutate({ name, ...(chosen && { access: chosen }) }, { onSuccess })
    const isMoved = slug.trim() !== room.slug
    const named = { members, email_domains: domains.split(/[\s,;]+/).filter(Boolean) }
    const isWished = records && records !== room.records
    change.mutate(
      {
        name,
        ...(chosen && { access: chosen }),
        ...named,
        ...(isMoved && { slug: slug.trim() }),
        ...(isWished && { records }),
      },
      { onSuccess },
    )
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
        <Options label="home.room_access" value={access ?? null} onChange={setAccess} options={accesses} />
        {room && (access === 'knock' || access === 'members') && (
          <Named
            members={members}
            onMembers={setMembers}
            domains={domains}
            onDomains={setDomains}
            errors={{ members: errorOf(fields, 'members'), domains: errorOf(fields, 'email_domains') }}
          />
        )}
        {records && <RecordsChoice records={records} onChange={setRecords} />}
        {room && <ByTelephone slug={room.slug} />}
        {rest && (
          <Notice kind="danger" role="alert">
            {rest}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

/** `members.3.email` is said where people are added. */
function errorOf(fields: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.entries(fields).find(([name]) => name.split('.')[0] === field)?.[1]
}
