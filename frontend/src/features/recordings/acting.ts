/** Something is done to a transcript: what the server says to it is told, and one hears that it is done. */
import { useMemo } from 'react'
import { type Act, useAct } from '../../api/transcripts'
import { toast } from '../../ui/Toast'
import type { Values, WordKey } from '../../words/words'
import { tell } from './telling'

export type Acting = {
  /** Answers whether it was done; the id of what was made, if something was. */
  run: (act: Act, done?: WordKey, values?: Values) => Promise<{ id?: number } | null>
  isPending: boolean
}

export function useActing(recording: string): Acting {
  const { mutateAsync, isPending } = useAct(recording)
  return useMemo(() => {
    const run: Acting['run'] = async (act, done, values) => {
      try {
        const made = (await mutateAsync(act)) ?? {}
        if (done) toast(done, values, { kind: 'good' })
        return made
      } catch (trouble) {
        tell(trouble)
        return null
      }
    }
    return { run, isPending }
  }, [mutateAsync, isPending])
}
