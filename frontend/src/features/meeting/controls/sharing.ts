/** What do I mean to share, and what became of it? Kept for the meeting: the second share begins as the first did. */
import { create } from 'zustand'
import { announce } from '../../../call/announcer'
import { setShareMode, share } from '../../../call/call'
import type { ShareMode } from '../../../call/types'
import { toast } from '../../../ui/toasts'

type ShareChoice = {
  isOpen: boolean
  mode: ShareMode
  sound: boolean
  /** How each of my screens is sent, by picture id. */
  modes: Record<string, ShareMode>
}

export const useShareChoice = create<ShareChoice>()(() => ({
  isOpen: false,
  mode: 'text',
  sound: false,
  modes: {},
}))

/** Phones mostly cannot. */
export function canShare(): boolean {
  return 'getDisplayMedia' in (navigator.mediaDevices ?? {})
}

export function openShareChoice(isOpen: boolean): void {
  useShareChoice.setState({ isOpen })
}

/** The next meeting has other screens. */
export function forgetSharing(): void {
  useShareChoice.setState({ isOpen: false, modes: {} })
}

/** In a click: browsers open their picker only then. */
export async function startShare(): Promise<void> {
  const { mode, sound } = useShareChoice.getState()
  openShareChoice(false)
  try {
    const id = await share({ mode, sound })
    // Its strip is there before: what was pressed on it meanwhile counts.
    if (id) useShareChoice.setState(({ modes }) => ({ modes: { [id]: mode, ...modes } }))
  } catch (trouble) {
    if (!(trouble instanceof DOMException)) throw trouble
    toast('controls.share_failed', undefined, { kind: 'danger' })
  }
}

/** Slides that turn out to be a film: nothing has to be shared again. */
export async function changeShareMode(id: string, mode: ShareMode): Promise<void> {
  const before = useShareChoice.getState().modes[id] ?? 'text'
  useShareChoice.setState(({ modes }) => ({ mode, modes: { ...modes, [id]: mode } }))
  try {
    await setShareMode(id, mode)
  } catch (trouble) {
    if (!(trouble instanceof DOMException)) throw trouble
    useShareChoice.setState(({ modes }) => ({ mode: before, modes: { ...modes, [id]: before } }))
    toast('strips.mode_failed', undefined, { kind: 'danger' })
    return
  }
  announce('own', mode === 'text' ? 'strips.now_text' : 'strips.now_motion')
}
