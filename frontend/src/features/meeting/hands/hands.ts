/** What do the screens know of raised hands, and how is one raised, lowered, or given the floor? */
import { create } from 'zustand'
import { toast } from '../../../ui/toasts'
import type { WordKey } from '../../../words/words'
import { askMeeting, useHappenings } from '../happenings'
import { toastTrouble } from '../trouble'
import { type Hand, placeOf } from './queue'

/** What I asked for and is not answered yet: the button does not wait for the server to look pressed. */
const useWish = create<{ raised: boolean | null }>(() => ({ raised: null }))

/** By place; the first has waited longest. */
export function useHands(): Hand[] {
  return useHappenings((state) => state.hands)
}

export function useMyHand(): { isRaised: boolean; place: number | null } {
  const wish = useWish((state) => state.raised)
  const place = useHappenings((state) => placeOf(state.hands, state.me))
  return { isRaised: wish ?? place !== null, place: wish === false ? null : place }
}

export async function raiseHand(raised: boolean): Promise<void> {
  useWish.setState({ raised })
  await change('hands.failed', () => askMeeting<Hand[]>('PUT', '/hand', { raised }))
  useWish.setState({ raised: null })
}

export function toggleHand(): void {
  const { hands, me } = useHappenings.getState()
  const isRaised = useWish.getState().raised ?? placeOf(hands, me) !== null
  void raiseHand(!isRaised)
}

export async function lowerHandOf(identity: string): Promise<void> {
  await change('hands.failed_other', () =>
    askMeeting<Hand[]>('DELETE', `/hands/${encodeURIComponent(identity)}`),
  )
}

/** The first hand goes down: the stream tells everybody whose turn it is; to me it is said with the answer. */
export async function nextSpeaker(): Promise<void> {
  const [first] = useHappenings.getState().hands
  const done = await change('hands.failed_other', () => askMeeting<Hand[]>('POST', '/hands/next'))
  if (!done || !first) return
  toast('hands.next_is', { name: first.name })
}

/** The stream tells everybody, us included; its answer serves only while the stream is silent. */
async function change(failed: WordKey, act: () => Promise<Hand[]>): Promise<boolean> {
  const { handsFrom } = useHappenings.getState()
  try {
    const hands = await act()
    useHappenings.setState((known) => (known.handsFrom === handsFrom ? { hands } : {}))
    return true
  } catch (trouble) {
    toastTrouble(trouble, failed)
    return false
  }
}
