/** Going, and ending the meeting for everyone. */
import { create } from 'zustand'
import { leave } from '../../../call/call'
import { askMeeting } from '../happenings'
import { toastTrouble } from '../trouble'

/** `isAsking`: the choice is open. `isEnding`: our server has been asked to end it for all. */
export const useLeaving = create<{ isAsking: boolean; isEnding: boolean }>()(() => ({
  isAsking: false,
  isEnding: false,
}))

export function askToLeave(isAsking: boolean): void {
  useLeaving.setState({ isAsking })
}

export function go(): void {
  askToLeave(false)
  void leave()
}

/** Everyone is out, myself included, as soon as the server has said so. */
export async function endForAll(): Promise<void> {
  useLeaving.setState({ isEnding: true })
  try {
    await askMeeting('POST', '/end')
    askToLeave(false)
  } catch (trouble) {
    toastTrouble(trouble, 'controls.end_failed')
  } finally {
    useLeaving.setState({ isEnding: false })
  }
}
