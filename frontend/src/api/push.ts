/** What does the server tell us without being asked? A stream of events read by fetch, taken up again where it was cut. */
import { type Pushed, readEvents } from './sse'

export type { Pushed }

/** `cut`: nothing comes for the moment, we keep trying. `refused`: our pass is worth nothing any more, we stopped. */
export type PushState = 'open' | 'cut' | 'refused'

type Listening = {
  url: string
  pass: string
  /** The id of the last event we know. */
  from: number
  onEvent: (event: Pushed) => void
  onState?: (state: PushState) => void
}

/** The server says something every 15 s; after two such silences the line is dead, whatever the socket believes. */
export const silenceMs = 35_000
/** The long poll is answered within 25 s. */
const pollMs = 32_000
const firstDelayMs = 300
const lastDelayMs = 10_000
/** Proxies that hold streams back exist in offices: after so many streams without a word we ask instead of listening. */
const mutedStreams = 2

class PassRefused extends Error {}

/** Listens until the returned function is called. Events come in order, each once. */
export function listen({ url, pass, from, onEvent, onState }: Listening): () => void {
  const stopped = new AbortController()
  let last = from
  let state: PushState | undefined
  let muted = 0

  const say = (now: PushState) => {
    if (now === state || stopped.signal.aborted) return
    state = now
    onState?.(now)
  }
  const take = (event: Pushed) => {
    if (event.id <= last || stopped.signal.aborted) return
    last = event.id
    onEvent(event)
  }

  const ask = async (address: string, signal: AbortSignal): Promise<Response> => {
    const response = await fetch(address, {
      headers: { Authorization: `Bearer ${pass}`, 'Last-Event-ID': String(last) },
      cache: 'no-store',
      credentials: 'omit',
      signal,
    })
    if (response.status === 401 || response.status === 403) throw new PassRefused()
    if (!response.ok) throw new Error(`push answered ${response.status}`)
    return response
  }

  const stream = async (): Promise<void> => {
    const silence = deadline(stopped.signal)
    let heard = false
    try {
      silence.in(silenceMs)
      const response = await ask(url, silence.signal)
      if (!response.body) throw new Error('push answered without a body')
      for await (const event of readEvents(response.body, () => {
        heard = true
        say('open')
        silence.in(silenceMs)
      }))
        take(event)
    } finally {
      silence.clear()
      muted = heard ? 0 : muted + 1
    }
  }

  const poll = async (): Promise<void> => {
    const silence = deadline(stopped.signal)
    try {
      silence.in(pollMs)
      const response = await ask(`${url}${url.includes('?') ? '&' : '?'}poll=1`, silence.signal)
      const { events, cursor } = (await response.json()) as { events: Pushed[]; cursor: number }
      say('open')
      for (const event of events) take(event)
      last = Math.max(last, cursor)
    } finally {
      silence.clear()
    }
  }

  const run = async () => {
    let delay = firstDelayMs
    while (!stopped.signal.aborted) {
      const began = Date.now()
      try {
        if (muted >= mutedStreams) {
          await poll()
          delay = firstDelayMs
          continue
        }
        await stream()
      } catch (trouble) {
        if (trouble instanceof PassRefused) return say('refused')
        // Whatever cut it, the answer is the same: say so, wait, take it up again.
      }
      if (stopped.signal.aborted) return
      say('cut')
      if (Date.now() - began > lastDelayMs) delay = firstDelayMs
      await pause(delay * (0.75 + Math.random() / 2), stopped.signal)
      delay = Math.min(delay * 2, lastDelayMs)
    }
  }
  void run()
  return () => stopped.abort()
}

/** An abort that fires when nothing has come for a while, or when the listener stops. */
function deadline(stopped: AbortSignal) {
  const over = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    signal: AbortSignal.any([stopped, over.signal]),
    in(ms: number) {
      clearTimeout(timer)
      timer = setTimeout(() => over.abort(), ms)
    },
    clear() {
      clearTimeout(timer)
      over.abort()
    },
  }
}

/** Or until the machine says it has a network again, or until we stop. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      removeEventListener('online', wake)
      stopped.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    addEventListener('online', wake)
    stopped.addEventListener('abort', wake)
  })
}
