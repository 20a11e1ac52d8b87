/** Which events are in these bytes? The text/event-stream format, as much of it as our server speaks. */

export type Pushed = { id: number; event: string; data: unknown }

/** Calls `onWord` for every sign of life, comments too; yields what is an event. Bytes may be cut anywhere. */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onWord: () => void,
): AsyncGenerator<Pushed> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onWord()
      const blocks = (rest + value).split(/\r?\n\r?\n/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = parseEvent(block)
        if (event) yield event
      }
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}

/** Nothing for comments, for events without a number, and for data that is not JSON. */
export function parseEvent(block: string): Pushed | undefined {
  let id: number | undefined
  let event = 'message'
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (field === 'id' && /^\d+$/.test(value)) id = Number(value)
    else if (field === 'event') event = value
    else if (field === 'data') data.push(value)
  }
  if (id === undefined || data.length === 0) return undefined
  try {
    return { id, event, data: JSON.parse(data.join('\n')) }
  } catch {
    return undefined
  }
}
