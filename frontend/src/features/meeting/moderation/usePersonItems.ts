/** What may I do to this person? The same items in the list of people and on their tile; what I may not do is not there. */
import {
  Crown,
  DoorClosed,
  Mic,
  MicOff,
  MonitorOff,
  Pencil,
  Presentation,
  UserMinus,
  UserX,
  VideoOff,
} from 'lucide-react'
import { roleNow, useCall, useIsHost, useParticipant } from '../../../call/store'
import type { MenuItem } from '../../../ui/Menu'
import { useHappenings } from '../happenings'
import { askAbout } from './asking'
import { askToUnmute, demote, mute, promote, sendBack, spotlight, stop } from './hosting'
import { allows, outranks, useMay } from './powers'

export function usePersonItems(identity: string): MenuItem[] {
  const person = useParticipant(identity)
  const mine = useCall(roleNow)
  const isHost = useIsHost()
  const mayMute = useMay('mute')
  const mayLight = useMay('layout')
  const isLit = useHappenings((state) => state.spotlight === identity)
  const microphone = useHappenings((state) => state.powers?.microphone)
  const shares = useCall((state) => state.screens.some((id) => state.pictures[id]?.identity === identity))
  if (!person) return []

  const values = { name: person.name }
  const isOther = !person.isLocal
  const isLower = isOther && outranks(mine, person.role)
  const lead: MenuItem[] = []
  const sound: MenuItem[] = []
  const out: MenuItem[] = []
  if (mayMute && isOther) {
    if (person.microphone === 'on')
      sound.push({ id: 'mute', label: 'host.mute', icon: MicOff, onAction: () => void mute(identity) })
    else if (person.microphone === 'muted' && allows(microphone, person.role))
      sound.push({
        id: 'ask',
        label: 'host.ask_to_unmute',
        icon: Mic,
        onAction: () => void askToUnmute(identity),
      })
    if (person.camera === 'on')
      sound.push({
        id: 'camera',
        label: 'host.stop_camera',
        icon: VideoOff,
        onAction: () => void stop(identity, 'camera'),
      })
    if (shares)
      sound.push({
        id: 'share',
        label: 'host.stop_share',
        icon: MonitorOff,
        onAction: () => void stop(identity, 'share'),
      })
  }
  if (mayLight)
    lead.push({
      id: 'spotlight',
      label: isLit ? 'host.spotlight_end' : 'host.spotlight',
      icon: Presentation,
      onAction: () => void spotlight(isLit ? '' : identity),
    })
  if (isHost && isLower && person.role !== 'host')
    lead.push({ id: 'promote', label: 'host.promote', icon: Crown, onAction: () => void promote(identity) })
  if (person.role === 'host' && (isLower || !isOther))
    lead.push({
      id: 'demote',
      label: isOther ? 'host.demote' : 'host.step_down',
      icon: UserMinus,
      onAction: () => void demote(identity),
    })
  if (isHost && isLower) {
    lead.push({
      id: 'rename',
      label: 'host.rename',
      icon: Pencil,
      onAction: () => askAbout({ what: 'rename', identity }),
    })
    out.push({
      id: 'send_back',
      label: 'host.send_back',
      icon: DoorClosed,
      onAction: () => void sendBack(identity, person.name),
    })
    out.push({
      id: 'remove',
      label: 'host.remove',
      values,
      icon: UserX,
      kind: 'danger',
      onAction: () => askAbout({ what: 'remove', identity }),
    })
  }
  return [sound, lead, out]
    .filter((group) => group.length > 0)
    .flatMap((group, at) => (at > 0 ? ['line' as const, ...group] : group))
}
