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
  const { mode, sound, modes } = useShareChoice.getState()
  openShareChoice(false)
  try {
    const id = await share({ mode, sound })
    if (id) useShareChoice.setState({ modes: { ...modes, [id]: mode } })
  } catch (trouble) {
    if (!(trouble instanceof DOMException)) throw trouble
    toast('controls.share_failed', undefined, { kind: 'danger' })
  }
}

/** Slides that turn out to be a film: nothing has to be shared again. */
export async function changeShareMode(id: string, mode: ShareMode): Promise<void> {
  useShareChoice.setState(({ modes }) => ({ mode, modes: { ...modes, [id]: mode } }))
  await setShareMode(id, mode)
  announce('own', mode === 'text' ? 'strips.now_text' : 'strips.now_motion')
}
