/** Closing the tab by mistake would leave the meeting: the browser asks first, and only while inside. */
import { useEffect } from 'react'

export function useStaying(isIn: boolean): void {
  useEffect(() => {
    if (!isIn) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isIn])
}
