/** Who may do what here? The server decides and enforces; this only keeps from offering what would be refused. */
import { roleNow, useCall } from '../../../call/store'
import type { Role } from '../../../call/types'
import { useHappenings } from '../happenings'

export const powers = [
  'microphone',
  'camera',
  'share',
  'chat',
  'private_chat',
  'reactions',
  'hand',
  'rename',
  'invite',
  'captions',
  'record',
  'admit',
  'mute',
  'layout',
] as const

export type Power = (typeof powers)[number]
export type Who = 'everyone' | 'signed_in' | 'hosts' | 'owner' | 'nobody'
export type Powers = Partial<Record<string, Who>>

const ranks: Record<Role, number> = { guest: 0, participant: 1, host: 2, owner: 3 }
const from: Record<Who, number> = { everyone: 0, signed_in: 1, hosts: 2, owner: 3, nobody: 4 }

export function allows(who: Who | undefined, role: Role): boolean {
  return who === undefined || ranks[role] >= from[who]
}

/** Somebody of this role can be put out, renamed and demoted by me. */
export function outranks(mine: Role, theirs: Role): boolean {
  return ranks[mine] > ranks[theirs]
}

/** Until the server has said how it is in this room; the others are offered to everybody. */
const atFirst: Partial<Record<Power, Who>> = {
  captions: 'hosts',
  record: 'hosts',
  admit: 'hosts',
  mute: 'hosts',
  layout: 'hosts',
}

export function useMay(power: Power): boolean {
  const role = useCall(roleNow)
  return useHappenings((state) => allows(state.powers?.[power] ?? atFirst[power], role))
}

/** Do I hear who waits? The way in said so; the server says when that changes. */
export function useAdmits(): boolean {
  const may = useMay('admit')
  const isKnown = useHappenings((state) => state.powers !== null)
  const mightAtFirst = useCall((state) => state.entry?.admits === true)
  return isKnown ? may : mightAtFirst
}

/** The same, asked once, by a key that was pressed. */
export function mayNow(power: Power): boolean {
  return allows(useHappenings.getState().powers?.[power] ?? atFirst[power], roleNow(useCall.getState()))
}
