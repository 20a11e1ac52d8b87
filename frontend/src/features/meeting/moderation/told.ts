/** A host did something: what is said of it, to whom, and what this page does by itself. */
import { finish, setCamera, stopShare } from '../../../call/call'
import { leads, nameOf, roleNow, useCall } from '../../../call/store'
import { toast } from '../../../ui/toasts'
import type { WordKey } from '../../../words/words'
import type { Moderated, Spotlit } from '../happened'

/** To whom it was done it is said by name; that somebody came to lead or leads no more, to all. */
const toMe: Partial<Record<Moderated['verb'], WordKey>> = {
  muted: 'host.muted_you',
  camera_stopped: 'host.camera_stopped_you',
  share_stopped: 'host.share_stopped_you',
  promoted: 'host.promoted_you',
  demoted: 'host.demoted_you',
}
const toOthers: Partial<Record<Moderated['verb'], WordKey>> = {
  removed: 'host.removed_other',
  blocked: 'host.removed_other',
  sent_back: 'host.sent_back_other',
  promoted: 'host.promoted_other',
  demoted: 'host.demoted_other',
}

export function sayModerated({ verb, by, by_name, people }: Moderated, me: string): void {
  if (verb === 'stays_muted') return void (by !== me && toast('host.stays_muted', { name: by_name }))
  const mine = toMe[verb]
  if (people.some(({ identity }) => identity === me)) {
    if (mine && by !== me) toast(mine, { name: by_name })
    return
  }
  const other = toOthers[verb]
  // Whoever puts somebody out is told so where they can take it back.
  const isToldAlready = by === me && verb !== 'promoted' && verb !== 'demoted'
  if (other && !isToldAlready) toast(other, { name: people.map(({ name }) => name).join(', '), by: by_name })
}

export function saySpotlight({ identity, by, by_name }: Spotlit, me: string): void {
  if (by === me) return
  if (identity === me) toast('host.spotlit_you', { name: by_name })
  else if (identity) toast('host.spotlit', { name: nameOf(identity), by: by_name })
}

/** LiveKit has cut it already; the light of the device and the browser's own bar go out here. */
export function obey({ verb, people }: Moderated, me: string): void {
  if (!people.some(({ identity }) => identity === me)) return
  if (verb === 'camera_stopped') void setCamera(false)
  if (verb === 'share_stopped') void stopShare()
  if (verb === 'removed' || verb === 'blocked') void finish('removed')
  if (verb === 'sent_back') void finish('sent_back')
}

/** A host reads what others do not: it is asked for again when I become one or am one no more, and when it changed. */
export function changesWhatIRead({ verb, people }: Moderated, me: string): boolean {
  if (verb === 'blocked' || verb === 'unblocked') return leads(roleNow(useCall.getState()))
  return (verb === 'promoted' || verb === 'demoted') && people.some(({ identity }) => identity === me)
}
