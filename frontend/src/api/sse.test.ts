import { expect, test } from 'vitest'
import { parseEvent, readEvents } from './sse'

function bytes(parts: string[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(encoder.encode(part))
      controller.close()
    },
  })
}

async function all(parts: string[]) {
  const events = []
  let words = 0
  for await (const event of readEvents(bytes(parts), () => {
    words += 1
  }))
    events.push(event)
  return { events, words }
}

test('events are read whatever way the bytes are cut', async () => {
  const text =
    'id: 7\nevent: message\ndata: {"text":"é"}\n\n: ping\n\nid: 8\nevent: ended\ndata: {"by":"Amina"}\n\n'
  const expected = [
    { id: 7, event: 'message', data: { text: 'é' } },
    { id: 8, event: 'ended', data: { by: 'Amina' } },
  ]
  expect((await all([text])).events).toEqual(expected)
  expect((await all([...text])).events).toEqual(expected)
  expect((await all([text.replaceAll('\n', '\r\n')])).events).toEqual(expected)
})

test('a ping is a sign of life and no event', async () => {
  expect(await all([': ping\n\n'])).toEqual({ events: [], words: 1 })
})

test('an event cut off at the end is not believed', async () => {
  expect((await all(['id: 7\nevent: message\ndata: {"te'])).events).toEqual([])
})

test.each(['event: message\ndata: {}', 'id: x\ndata: {}', 'id: 3\nevent: message', 'id: 3\ndata: not json'])(
  'nothing in %j',
  (block) => {
    expect(parseEvent(block)).toBeUndefined()
  },
)

test('data over several lines is one value', () => {
  expect(parseEvent('id: 3\ndata: {"a":\ndata: 1}')).toEqual({ id: 3, event: 'message', data: { a: 1 } })
})
