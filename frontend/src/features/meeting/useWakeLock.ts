/** The screen stays on while somebody is in a call; the browser takes the lock away with the tab and we ask again. */
import { useEffect } from 'react'

export function useWakeLock(isIn: boolean): void {
  useEffect(() => {
    if (!isIn || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | undefined
    let isOver = false

    const hold = async () => {
      if (document.visibilityState !== 'visible' || (lock && !lock.released)) return
      try {
        const held = await navigator.wakeLock.request('screen')
        if (isOver) await held.release()
        else lock = held
      } catch (trouble) {
        // Battery saver says no: the screen may then sleep, the call goes on.
        if (!(trouble instanceof DOMException)) throw trouble
      }
    }
    void hold()
    document.addEventListener('visibilitychange', hold)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', hold)
      void lock?.release()
    }
  }, [isIn])
}
