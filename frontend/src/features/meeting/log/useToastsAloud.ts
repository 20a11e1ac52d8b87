/** While we are inside, what a toast shows is said by the announcer, in its turn, and stays in the log. */
import { useEffect } from 'react'
import { announce } from '../../../call/announcer'
import { useCall } from '../../../call/store'
import { sayToasts } from '../../../ui/toasts'

export function useToastsAloud(): void {
  const isIn = useCall(({ phase }) => phase !== 'idle' && phase !== 'connecting' && phase !== 'ended')
  useEffect(() => {
    if (!isIn) return
    return sayToasts(({ kind, key, values }) => announce(kind === 'danger' ? 'trouble' : 'own', key, values))
  }, [isIn])
}
