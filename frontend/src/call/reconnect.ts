/** The line is cut: what now? LiveKit mends it; if it cannot, we ask for a new ticket and come back; if not that, it is over. */
import { RoomEvent } from 'livekit-client'
import { ask, Refusal } from '../api/client'
import { connect, endedOrDeleted, finish, giveUpLine, send } from './connect'
import { endingOf, endingOfRefusal } from './endings'
import { keepPlaces, look } from './look'
import { giveUpAfterMs, rejoinDelayMs } from './patience'
import { whenMade } from './room'
import { useCall } from './store'
import type { Ending, Entry } from './types'

whenMade((room) => {
  room.on(RoomEvent.SignalReconnecting, cut)
  room.on(RoomEvent.Reconnecting, () => {
    // LiveKit mends by entering again, as the same person.
    isFresh = true
    cut()
  })
  room.on(RoomEvent.Reconnected, () => {
    mended()
    // LiveKit sends again what it had sent; what was still on its way when the line broke is ours to send.
    void send()
  })
  room.on(RoomEvent.Disconnected, (reason) => {
    const { phase } = useCall.getState()
    // The server closed a line that was still being made; entering and coming back go on from there at once.
    if (phase === 'connecting' || phase === 'rejoining') giveUpLine()
    // They have their own say about it, and so has leaving.
    if (phase !== 'connected' && phase !== 'reconnecting') return
    const ending = endingOf(reason)
    if (ending === 'ended_for_all') void endedOrDeleted().then(finish)
    // Put out: by a host, who leaves us no way back, or for a ticket that was used up, when a new one brings us back.
    else if (ending === 'removed') void comeBack(ending)
    else if (ending) void finish(ending)
    else void comeBack()
  })
})

/** A resumed line knows who is inside; a fresh one learns it again. */
let isFresh = false

function cut(): void {
  if (useCall.getState().phase !== 'connected') return
  useCall.setState({ phase: 'reconnecting', cutSince: Date.now() })
}

function mended(): void {
  const { phase } = useCall.getState()
  if (phase !== 'reconnecting' && phase !== 'rejoining') return
  useCall.setState({ phase: 'connected', cutSince: null })
  if (isFresh) keepPlaces()
  else look()
  isFresh = false
}

/** `unless`: what it is called when there is no way back, for whoever did not lose the line but was put out. */
async function comeBack(unless?: Ending): Promise<void> {
  const cutSince = useCall.getState().cutSince ?? Date.now()
  useCall.setState({ phase: 'rejoining', cutSince })
  look()
  for (let tries = 0; isComingBack(); tries += 1) {
    const ending = await tryOnce()
    if (!isComingBack()) return
    // A pass that is worth nothing: the meeting is over, or they are out of it.
    if (ending) return finish(unless && ending === 'ended_for_all' ? unless : ending)
    if (Date.now() - cutSince > giveUpAfterMs) return finish('connection_lost')
    await pause(rejoinDelayMs(tries))
  }
}

/** An ending when the answer is final, null when it may be tried again or when we are back. */
async function tryOnce(): Promise<Ending | null> {
  const pass = useCall.getState().entry?.pass
  try {
    const entry = await ask<Entry>('POST', '/api/meeting/rejoin', {
      pass,
      signal: AbortSignal.timeout(5_000),
    })
    if (!isComingBack()) return null
    useCall.setState({ entry })
    await connect(entry)
    isFresh = true
    mended()
    void send()
    return null
  } catch (trouble) {
    return trouble instanceof Refusal ? endingOfRefusal(trouble) : null
  }
}

/** The person may leave, or the server end the meeting, while we wait. */
function isComingBack(): boolean {
  return useCall.getState().phase === 'rejoining'
}

/** Or until the machine says that it has a network again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      removeEventListener('online', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    addEventListener('online', wake)
  })
}
