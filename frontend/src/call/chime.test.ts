import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prefer } from '../preferences'
import { chime, chimeForPeople, quietAbove } from './chime'
import { quiet, useCall } from './store'

const { playNotes } = vi.hoisted(() => ({ playNotes: vi.fn() }))
vi.mock('./sound', () => ({ playNotes }))

let stop: () => void
/** Whether what rang goes up or down, or is one note. */
const rang = () =>
  playNotes.mock.calls.map(([[first, second]]) => (second ? (second > first ? 'up' : 'down') : 'one'))
const people = (...order: string[]) => useCall.setState({ order: ['me', ...order] })

beforeEach(() => {
  vi.useFakeTimers()
  vi.advanceTimersByTime(60_000)
  playNotes.mockReset().mockResolvedValue(undefined)
  prefer({ chimes: true })
  useCall.setState({ ...quiet, me: 'me', phase: 'connecting' })
  stop = chimeForPeople()
  people('amina')
  useCall.setState({ phase: 'connected', devices: { ...quiet.devices, speaker: 'headset' } })
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

test('somebody who comes or goes rings, on the chosen speaker; those who were there do not', () => {
  expect(rang()).toEqual([])
  people('amina', 'bob')
  vi.advanceTimersByTime(10_000)
  people('bob')
  expect(rang()).toEqual(['up', 'down'])
  expect(playNotes.mock.lastCall?.[1]).toMatchObject({ speakerId: 'headset' })
})

test('a group rings once', () => {
  people('amina', 'bob')
  people('amina', 'bob', 'louis')
  expect(rang()).toEqual(['up'])
})

test('my own line that comes back rings for nobody', () => {
  useCall.setState({ phase: 'rejoining', order: ['me'] })
  useCall.setState({ phase: 'connected', order: ['me', 'amina'] })
  expect(rang()).toEqual([])
})

test('a large meeting is quiet, except for my turn', () => {
  people(...Array.from({ length: quietAbove }, (_, at) => `p-${at}`))
  chime('hand')
  expect(rang()).toEqual([])
  chime('turn')
  expect(rang()).toEqual(['up'])
})

test('whoever wants none hears none', () => {
  prefer({ chimes: false })
  people('amina', 'bob')
  chime('turn')
  expect(rang()).toEqual([])
})

test('a browser that refuses to sound is no trouble', async () => {
  playNotes.mockRejectedValue(new DOMException('', 'NotAllowedError'))
  chime('hand')
  await vi.advanceTimersByTimeAsync(1)
  expect(rang()).toEqual(['one'])
})
