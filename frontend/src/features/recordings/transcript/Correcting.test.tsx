import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { queryClient } from '../../../api/queries'
import type { Segment } from '../../../api/transcripts'
import { loadWords } from '../../../words/words'
import { Correcting } from './Correcting'

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('recordings')
  await loadWords('transcripts')
})
beforeEach(() => queryClient.clear())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const line = { id: 4, text: 'deux cent euros', language: 'fr', words: [] } as unknown as Segment

/** Answers in turn; `asked` has what was sent. */
function server(...answers: [number, unknown][]) {
  const asked: [string, string, unknown][] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    asked.push([method ?? '', path, body && JSON.parse(String(body))])
    const [status, answer] = answers.shift() ?? [204, null]
    return new Response(status === 204 ? null : JSON.stringify(answer), { status })
  })
  return asked
}

function opens() {
  const onDone = vi.fn()
  render(
    <QueryClientProvider client={queryClient}>
      <Correcting recording="r" line={line} onDone={onDone} />
    </QueryClientProvider>,
  )
  return { onDone, field: screen.getByRole('textbox') as HTMLTextAreaElement }
}

test('Enter saves what was written, and says which words it replaces', async () => {
  const asked = server()
  const { onDone, field } = opens()
  expect(document.activeElement).toBe(field)
  await userEvent.clear(field)
  await userEvent.type(field, 'deux cent mille euros{Enter}')
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(asked[0]).toEqual([
    'PUT',
    '/api/recordings/r/transcript/segments/4',
    { text: 'deux cent mille euros', was: 'deux cent euros' },
  ])
})

test('Escape asks for nothing and leaves the line as it was', async () => {
  const asked = server()
  const { onDone, field } = opens()
  await userEvent.type(field, ' de plus{Escape}')
  expect(onDone).toHaveBeenCalled()
  expect(asked).toEqual([])
})

test('when somebody was quicker both texts are there, and mine can still be kept', async () => {
  const asked = server(
    [409, { code: 'transcript.line_changed', message: 'changed' }],
    [200, { segments: [{ ...line, text: 'trois cent euros' }] }],
  )
  const { onDone, field } = opens()
  await userEvent.type(field, ' hors taxes{Enter}')
  expect((await screen.findByRole('alert')).textContent).toContain('trois cent euros')
  expect(field.value).toBe('deux cent euros hors taxes')
  expect(onDone).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(asked.at(-1)?.[2]).toEqual({ text: 'deux cent euros hors taxes', was: 'trois cent euros' })
})

test('a server that is away costs nothing of what was written', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('away')
  })
  const { onDone, field } = opens()
  await userEvent.type(field, ' hors taxes{Enter}')
  await waitFor(() => expect(field.value).toBe('deux cent euros hors taxes'))
  expect(onDone).not.toHaveBeenCalled()
})
