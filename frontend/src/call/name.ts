/** What am I called in the meeting that is running? The server tells LiveKit, LiveKit tells everybody. */
import { ask } from '../api/client'
import { useCall } from './store'

/** A request that hangs is given up, so that it can be tried again. */
const patienceMs = 10_000

/** Nothing to change when I am in no meeting. */
export async function callMe(name: string): Promise<void> {
  const { phase, entry } = useCall.getState()
  if (!entry || phase === 'ended') return
  await ask('PATCH', '/api/meeting/name', {
    body: { name },
    pass: entry.pass,
    signal: AbortSignal.timeout(patienceMs),
  })
}
