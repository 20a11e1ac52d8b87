import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listen, type Pushed, type PushState, silenceMs } from './push'

type Asked = { url: string; lastEventId: string; authorization: string; signal: AbortSignal }

let asked: Asked[]
let answers: (() => Promise<Response>)[]
let events: Pushed[]
let states: PushState[]
let stop: () => void = () => {}

const event = (id: number) => `id: ${id}\nevent: message\ndata: {"n":${id}}\n\n`

/** A stream that says these parts and then ends, or goes on without a word. */
function stream(parts: string[], { ends = true } = {}): () => Promise<Response> {
  return async () =>
    new Response(
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
          const { signal } = asked.at(-1) as Asked
          signal.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
          if (ends) controller.close()
        },
      }),
    )
}

function start(from = 5): void {
  stop = listen({
    url: 'http://push/events',
    pass: 'secret',
    from,
    onEvent: (pushed) => events.push(pushed),
    onState: (state) => states.push(state),
  })
}

const ids = () => events.map(({ id }) => id)

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  answers = []
  events = []
  states = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>
    asked.push({
      url,
      lastEventId: headers['Last-Event-ID'] ?? '',
      authorization: headers.Authorization ?? '',
      signal: init.signal as AbortSignal,
    })
    const answer = answers.shift() ?? stream([], { ends: false })
    return answer()
  })
})
afterEach(() => {
  stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('events come in order, and the pass travels in the header, never in the address', async () => {
  answers.push(stream([event(6), event(7)], { ends: false }))
  start()
  await vi.advanceTimersByTimeAsync(10)
  expect(ids()).toEqual([6, 7])
  expect(states).toEqual(['open'])
  expect(asked[0]).toMatchObject({
    url: 'http://push/events',
    lastEventId: '5',
    authorization: 'Bearer secret',
  })
})

test('a cut stream is taken up after the last event, and nothing comes twice', async () => {
  answers.push(stream([event(6), event(7)]), stream([event(7), event(8)], { ends: false }))
  start()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked.map(({ lastEventId }) => lastEventId)).toEqual(['5', '7'])
  expect(ids()).toEqual([6, 7, 8])
  expect(states).toEqual(['open', 'cut', 'open'])
})

test('a server that is down is asked less and less often', async () => {
  answers = Array.from({ length: 100 }, () => () => Promise.reject(new TypeError('refused')))
  start()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.length).toBeLessThan(25)
  expect(states).toEqual(['cut'])
})

test('a stream that says nothing, not even a ping, is given up', async () => {
  answers.push(stream([': ping\n\n'], { ends: false }))
  start()
  await vi.advanceTimersByTimeAsync(silenceMs + 1_000)
  expect(asked.length).toBe(2)
  expect(states).toEqual(['open', 'cut'])
})

test('where streams are held back on the way, we ask instead', async () => {
  const mute = () => stream([], { ends: false })
  answers.push(mute(), mute(), async () =>
    Response.json({ events: [{ id: 6, event: 'hands', data: [] }], cursor: 9 }),
  )
  start()
  await vi.advanceTimersByTimeAsync(2 * silenceMs + 5_000)
  expect(asked.at(2)?.url).toBe('http://push/events?poll=1')
  expect(ids()).toEqual([6])
  expect(asked.at(3)?.lastEventId).toBe('9')
})

test('a pass that is worth nothing any more ends it', async () => {
  answers.push(async () => new Response('{}', { status: 401 }))
  start()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(states).toEqual(['refused'])
  expect(asked).toHaveLength(1)
})

test('nothing more comes after stopping, and the request ends', async () => {
  answers.push(stream([event(6)], { ends: false }))
  start()
  await vi.advanceTimersByTimeAsync(10)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(asked).toHaveLength(1)
  expect(states).toEqual(['open'])
})
