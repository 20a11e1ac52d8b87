/** The red light is the recorder's own heartbeat. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetRecorder, gone, hear, useRecorder } from './recorder'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  forgetRecorder()
  vi.useRealTimers()
})

const now = () => useRecorder.getState()

test('it records once it says so', () => {
  hear({ role: 'recorder', recording: 'r', state: 'starting' })
  expect(now().recorder?.state).toBe('starting')
  hear({ role: 'recorder', recording: 'r', state: 'recording', seconds: '2' })
  expect(now()).toMatchObject({
    recorder: { recording: 'r', state: 'recording', seconds: 2 },
    isSilent: false,
  })
})

test('it says what it keeps; of one that says nothing else, picture and sound', () => {
  for (const [said, mode] of [
    ['sound', 'sound'],
    ['words', 'words'],
    ['', 'video'],
  ] as const) {
    hear({ recording: 'r', state: 'recording', mode: said })
    expect(now().recorder?.mode).toBe(mode)
  }
})

test('three seconds without a word, and it is silent', () => {
  hear({ recording: 'r', state: 'recording' })
  vi.advanceTimersByTime(2_900)
  expect(now().isSilent).toBe(false)
  vi.advanceTimersByTime(200)
  expect(now().isSilent).toBe(true)
  hear({ recording: 'r', state: 'recording' })
  expect(now().isSilent).toBe(false)
})

test('one that takes over says nothing until it records', () => {
  hear({ recording: 'r', state: 'recording' })
  hear({ recording: 'r', state: 'starting' })
  hear({ recording: 'r', state: 'starting', seconds: '1' })
  expect(now().isSilent).toBe(true)
  hear({ recording: 'r', state: 'recording' })
  expect(now().isSilent).toBe(false)
  hear({ recording: 'another', state: 'starting' })
  expect(now().isSilent).toBe(false)
})

test('one that goes without having ended was lost; one that ended is gone', () => {
  hear({ recording: 'r', state: 'recording' })
  gone()
  expect(now()).toMatchObject({ isSilent: true, recorder: { recording: 'r' } })
  hear({ recording: 'r', state: 'ended' })
  vi.advanceTimersByTime(60_000)
  expect(now().isSilent).toBe(false)
  gone()
  expect(now()).toEqual({ recorder: null, isSilent: false })
})
