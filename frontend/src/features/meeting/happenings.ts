/** What does the server tell us while we are inside? One store, fed by a snapshot and by the push stream.
 *
 *  The stream is quick and resumes where it was cut; the snapshot is certain and is asked again whenever something may
 *  have been missed. Either may be down for a while: what is known stays, and both keep trying.
 */
import { create } from 'zustand'
import { ask, Refusal, Unreachable } from '../../api/client'
import { listen, type PushState } from '../../api/push'
import { finish } from '../../call/call'
import type { Entry } from '../../call/types'
import { openDesk } from './chat/desk'
import { after, afterSnapshot, type Happening, type Known, nothingYet, type Snapshot } from './happened'
import { changesWhatIRead, obey } from './moderation/told'
import { forgetCounts } from './reactions/counting'
import { sayHappening } from './said'

/** `opening` before the first snapshot, `cut` while no news come, `over` when our pass is worth nothing more. */
type Line = 'closed' | 'opening' | 'live' | 'cut' | 'over'

type Happenings = Known & { line: Line; loaded: boolean; pass: string }

const closed: Happenings = { ...nothingYet, line: 'closed', loaded: false, pass: '' }

export const useHappenings = create<Happenings>()(() => closed)

/** A look at everything again, in case news were lost on the way and nobody noticed. */
const lookAgainMs = 120_000
const firstRetryMs = 1_000
const lastRetryMs = 15_000
/** After a cut this long, reactions that come in a heap are laughter of long ago. */
const longCutMs = 5_000
const heapMs = 1_000
/** A request that hangs is given up, so that it can be tried again. */
const patienceMs = 10_000

/** Asks our server as the person inside. */
export async function askMeeting<T = void>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const { pass } = useHappenings.getState()
    return await ask<T>(method, `/api/meeting${path}`, { body, pass, signal })
  } catch (trouble) {
    throw signal.aborted ? new Unreachable('no answer in time', { cause: trouble }) : trouble
  }
}

let following: { stop: () => void; look: () => void } | null = null

/**
 * Another meeting starts from nothing; the same pass again (after a rejoin) keeps what is known. What one does counts at
 * once; what others did is asked for when `ready` resolves.
 */
export function startHappenings(entry: Entry, ready: Promise<void> = Promise.resolve()): void {
  following?.stop()
  openDesk(entry.room.slug)
  const isSame = useHappenings.getState().pass === entry.pass
  if (!isSame) useHappenings.setState({ ...closed, me: entry.identity, pass: entry.pass })
  useHappenings.setState({ line: 'opening' })
  following = follow(entry, ready)
}

export function stopHappenings(): void {
  following?.stop()
  following = null
  forgetCounts()
  // What was said belongs to the meeting: nothing of it stays in the page.
  useHappenings.setState(closed)
}

/** Now, and not when the next try is due. */
export function lookAgain(): void {
  following?.look()
}

function follow(entry: Entry, ready: Promise<void>) {
  let hangUp: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let retryMs = firstRetryMs
  let isStopped = false
  let cutAt = 0
  let skipReactionsUntil = 0

  const look = async () => {
    clearTimeout(timer)
    try {
      const snapshot = await askMeeting<Snapshot>('GET', '')
      if (isStopped) return
      useHappenings.setState((known) => ({ ...afterSnapshot(known, snapshot), loaded: true }))
      hangUp ??= listen({ url: entry.push.url, pass: entry.pass, from: snapshot.cursor, onEvent, onState })
      retryMs = firstRetryMs
      plan(lookAgainMs * (0.8 + Math.random() * 0.4))
    } catch (trouble) {
      if (isStopped) return
      if (trouble instanceof Refusal && trouble.status === 401) return onState('refused')
      if (!(trouble instanceof Refusal || trouble instanceof Unreachable)) throw trouble
      if (!hangUp) onState('cut')
      plan(retryMs)
      retryMs = Math.min(retryMs * 2, lastRetryMs)
    }
  }

  const plan = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(look, ms)
  }

  const onState = (state: PushState) => {
    if (isStopped) return
    const { line } = useHappenings.getState()
    if (state === 'cut' && line !== 'cut') cutAt = Date.now()
    if (state === 'open' && line === 'cut') {
      if (Date.now() - cutAt > longCutMs) skipReactionsUntil = Date.now() + heapMs
      void look()
    }
    if (state === 'refused') stop()
    useHappenings.setState({ line: ({ open: 'live', cut: 'cut', refused: 'over' } as const)[state] })
  }

  const onEvent = (pushed: { id: number; event: string; data: unknown }) => {
    const happening = pushed as Happening
    if (happening.event === 'reaction' && Date.now() < skipReactionsUntil) return
    const before = useHappenings.getState()
    const now = after(before, happening, Date.now())
    useHappenings.setState(now)
    sayHappening(happening, before, now)
    if (happening.event === 'ended') void finish('ended_for_all')
    if (happening.event !== 'moderated') return
    obey(happening.data, now.me)
    if (changesWhatIRead(happening.data, now.me)) void look()
  }

  const onReturn = () => {
    if (document.visibilityState === 'visible') void look()
  }

  const stop = () => {
    isStopped = true
    hangUp?.()
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onReturn)
    window.removeEventListener('online', onReturn)
  }

  document.addEventListener('visibilitychange', onReturn)
  window.addEventListener('online', onReturn)
  void ready.then(() => (isStopped ? undefined : look()))
  return { stop, look: () => void look() }
}
