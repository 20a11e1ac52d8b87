/** What a host asks of the server; the stream tells everybody what came of it. */
import { toast } from '../../../ui/toasts'
import type { WordKey } from '../../../words/words'
import type { Blocked } from '../happened'
import { askMeeting, useHappenings } from '../happenings'
import { toastTrouble } from '../trouble'
import type { Powers, Who } from './powers'

async function act<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T | null> {
  try {
    return await askMeeting<T>(method, path, body)
  } catch (trouble) {
    toastTrouble(trouble, 'host.failed')
    return null
  }
}

const one = (identity: string) => ({ identities: [identity] })

export const mute = (identity: string) => act('POST', '/mute', one(identity))
export const askToUnmute = (identity: string) => act('POST', '/unmute/ask', one(identity))
export const promote = (identity: string) => act('POST', '/promote', one(identity))
export const demote = (identity: string) => act('POST', '/demote', one(identity))
export const spotlight = (identity: string) => act('PUT', '/spotlight', { identity })
export const lowerAllHands = () => act('DELETE', '/hands')

export const stop = (identity: string, what: 'camera' | 'share') =>
  act('POST', '/stop', { what, ...one(identity) })

export async function muteEveryone(): Promise<void> {
  await act('POST', '/mute', {})
  toast('host.muted_everyone')
}

/** Throws what the server refuses: the dialog says it beside the field. */
export const renameOther = (identity: string, name: string) =>
  askMeeting('PATCH', `/people/${encodeURIComponent(identity)}/name`, { name })

/** Who was blocked can be let in again, as long as the message stands there. */
export async function remove(identity: string, name: string, block: boolean): Promise<void> {
  const blocked = await act<Blocked[]>('POST', '/remove', { ...one(identity), block })
  if (!blocked) return
  const [first] = blocked
  const undo: { label: WordKey; onPress: () => void } | undefined = first && {
    label: 'host.unblock',
    onPress: () => void unblock(first),
  }
  toast(block ? 'host.blocked' : 'host.removed', { name }, { action: undo })
}

export async function unblock({ id, name }: Blocked): Promise<void> {
  if ((await act('DELETE', `/blocked/${id}`)) !== null) toast('host.unblocked', { name })
}

export async function sendBack(identity: string, name: string): Promise<void> {
  if ((await act('POST', '/to-lobby', one(identity))) !== null) toast('host.sent_back', { name })
}

export async function answerUnmute(accepts: boolean): Promise<void> {
  useHappenings.setState({ asked: null })
  if (!accepts) await act('POST', '/unmute/decline')
}

export async function give(power: string, who: Who): Promise<void> {
  const answer = await act<{ powers: Powers }>('PATCH', '/powers', { powers: { [power]: who } })
  if (answer) useHappenings.setState({ powers: answer.powers })
}

export const report = async (id: number) => {
  if ((await act('POST', `/messages/${id}/report`)) !== null) toast('host.report_sent')
}
