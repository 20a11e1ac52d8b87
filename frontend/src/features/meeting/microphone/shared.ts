/** Do several people sit at my microphone? Said by me, for this meeting; shown to all, and for who tells voices apart. */
import { useEffect } from 'react'
import { create } from 'zustand'
import { useCall } from '../../../call/store'
import { askMeeting } from '../happenings'
import { toastTrouble } from '../trouble'

export const useShared = create<{ isShared: boolean }>()(() => ({ isShared: false }))

export async function shareMicrophone(isShared: boolean): Promise<void> {
  useShared.setState({ isShared })
  try {
    await askMeeting('PUT', '/microphone', { is_shared: isShared })
  } catch (trouble) {
    useShared.setState({ isShared: !isShared })
    toastTrouble(trouble, 'microphone.failed')
  }
}

/** Told again at each connection: LiveKit forgets it with the connection, and our server keeps nothing of it. */
export function useSharedMicrophone(isShown: boolean): void {
  const isConnected = useCall((state) => state.phase === 'connected')
  useEffect(() => {
    if (isShown && isConnected && useShared.getState().isShared) void shareMicrophone(true)
  }, [isShown, isConnected])
  useEffect(() => (isShown ? () => useShared.setState({ isShared: false }) : undefined), [isShown])
}
