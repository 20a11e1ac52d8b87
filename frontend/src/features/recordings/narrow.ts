/** Is this a phone's width? There what is secondary is closed until it is asked for. */
import { useSyncExternalStore } from 'react'

const phone = '(max-width: 40rem)'

export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => matchMedia(phone).matches)
}

function watch(onChange: () => void): () => void {
  const query = matchMedia(phone)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
