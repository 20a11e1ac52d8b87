/** "Recording" is shown only while it is true. */
import { expect, test } from 'vitest'
import type { Recorder } from '../../../call/recorder'
import { statusOf, toldOf } from './recording'

const running = {
  id: 'r',
  state: 'asked',
  mode: 'video',
  wants_words: false,
  started_by: 'Alice',
  is_automatic: false,
  agrees: null,
} as const
const recorder = (state: Recorder['state']): Recorder => ({
  recording: 'r',
  mode: 'video',
  state,
  seconds: 0,
  recorded: state === 'recording',
})

test('asked for and not begun is not recorded yet', () => {
  expect(statusOf(null, false, running)).toBe('starting')
  expect(statusOf(recorder('starting'), false, running)).toBe('starting')
  expect(statusOf(recorder('starting'), true, null)).toBe('starting')
})

test('recorded is what the recorder says it records, whatever the server has told us', () => {
  expect(statusOf(recorder('recording'), false, null)).toBe('recording')
})

test('a recorder that falls silent interrupts it', () => {
  expect(statusOf(recorder('recording'), true, null)).toBe('interrupted')
  expect(statusOf(recorder('starting'), true, { ...running, state: 'recording' })).toBe('interrupted')
})

test('ended is over, and nothing is nothing', () => {
  expect(statusOf(recorder('ended'), false, running)).toBe('none')
  expect(statusOf(null, false, null)).toBe('none')
})

test('a transcript is told of beside what is kept, and not twice where words are all', () => {
  expect(toldOf({ mode: 'sound', wants_words: true })).toEqual({ mode: 'sound', words: 'yes' })
  expect(toldOf({ mode: 'video', wants_words: false })).toEqual({ mode: 'video', words: 'no' })
  expect(toldOf({ mode: 'words', wants_words: true })).toEqual({ mode: 'words', words: 'no' })
})
