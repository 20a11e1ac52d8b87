/** What can stand in the way of a page; each has its words: what happened, why, and one thing to do. */
import {
  CloudOff,
  DatabaseZap,
  MapPinOff,
  MonitorX,
  PhoneOff,
  ShieldAlert,
  TimerReset,
  Trash2,
  Wrench,
} from 'lucide-react'
import type { Icon } from '../../ui/Button'
import type { WordKey } from '../../words/words'

export type TroubleKind =
  | 'not_found'
  | 'gone' // it was here a moment ago
  | 'unreachable'
  | 'unavailable'
  | 'livekit'
  | 'sign_in'
  | 'too_many'
  | 'unsupported'
  | 'broken'

type Way = 'home' | 'retry' | 'sign_in' | 'reload'

export type Told = { icon: Icon; title: WordKey; why: WordKey; way: Way }

export const told: Record<TroubleKind, Told> = {
  not_found: { icon: MapPinOff, title: 'trouble.not_found', why: 'trouble.not_found_why', way: 'home' },
  gone: { icon: Trash2, title: 'left.room_deleted', why: 'trouble.gone_why', way: 'home' },
  unreachable: { icon: CloudOff, title: 'trouble.unreachable', why: 'trouble.unreachable_why', way: 'retry' },
  unavailable: {
    icon: DatabaseZap,
    title: 'trouble.unavailable',
    why: 'trouble.unavailable_why',
    way: 'retry',
  },
  livekit: { icon: PhoneOff, title: 'trouble.livekit', why: 'trouble.livekit_why', way: 'retry' },
  sign_in: { icon: ShieldAlert, title: 'trouble.sign_in', why: 'trouble.sign_in_why', way: 'sign_in' },
  too_many: { icon: TimerReset, title: 'trouble.too_many', why: 'trouble.too_many_why', way: 'retry' },
  unsupported: { icon: MonitorX, title: 'trouble.unsupported', why: 'trouble.unsupported_why', way: 'home' },
  broken: { icon: Wrench, title: 'trouble.broken', why: 'trouble.broken_why', way: 'reload' },
}
