import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { loadWords, speak } from '../../../words/words'
import { useHappenings } from '../happenings'
import { Composer } from './Composer'
import { useDesk } from './desk'
import type { Message } from './messages'
import { edit, send } from './outbox'

vi.mock('../../../call/call', () => ({ finish: vi.fn(), setMicrophone: vi.fn() }))
vi.mock('./outbox', () => ({ edit: vi.fn(async () => true), send: vi.fn() }))

const message = (id: number, change: Partial<Message> = {}): Message => ({
  id,
  identity: 'p-me',
  name: 'Amina',
  text: `message ${id}`,
  reply_to: null,
  sent_at: '2026-11-23T09:00:00Z',
  edited_at: null,
  to: 'everyone',
  deleted: false,
  ...change,
})

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => {
  vi.mocked(send).mockClear()
  vi.mocked(edit).mockClear()
  useHappenings.setState({ me: 'p-me', loaded: true, line: 'live', messages: [message(7)] })
  useDesk.setState({ draft: '', replyTo: null, editing: null, aside: '' })
})
afterEach(cleanup)

const draw = () => render(<Composer field={{ current: null }} onUp={() => {}} />)
const press = (keys: string) => userEvent.type(screen.getByRole('textbox'), keys)

it('sends in reply to a message that is here', async () => {
  useDesk.setState({ replyTo: 7 })
  draw()
  await press('yes{Enter}')
  expect(vi.mocked(send).mock.calls).toEqual([['yes', 7, false]])
})

it('an answer begun in an earlier meeting of the room becomes a message like any other', async () => {
  useDesk.setState({ replyTo: 3, draft: 'half a ' })
  draw()
  await press('word{Enter}')
  expect(vi.mocked(send).mock.calls).toEqual([['half a word', null, false]])
})

it.each([
  ['of an earlier meeting', []],
  ['that is deleted', [message(3, { text: null, deleted: true })]],
  ['that is no longer mine', [message(3, { identity: 'p-before' })]],
])('a message %s is not written again: what was written beside it comes back', async (_, messages) => {
  useHappenings.setState({ messages })
  useDesk.setState({ editing: 3, draft: 'old words', aside: 'new words' })
  draw()
  await press('{Enter}')
  expect(edit).not.toHaveBeenCalled()
  expect(vi.mocked(send).mock.calls).toEqual([['new words', null, false]])
})

it('waits for the messages before it says what an answer is about', async () => {
  useHappenings.setState({ loaded: false, messages: [] })
  useDesk.setState({ editing: 7, draft: 'better' })
  draw()
  await press('{Enter}')
  expect(edit).not.toHaveBeenCalled()
  expect(send).not.toHaveBeenCalled()
  useHappenings.setState({ loaded: true, messages: [message(7)] })
  await press('{Enter}')
  expect(vi.mocked(edit).mock.calls).toEqual([[7, 'better']])
})
