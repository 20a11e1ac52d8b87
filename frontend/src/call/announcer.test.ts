import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prefer } from '../preferences'
import { loadWords, speak } from '../words/words'
import { announce, repeatLast, silence, useSaid } from './announcer'

const said = () => useSaid.getState().log.map(({ text }) => text)
const region = (politeness: string) => document.querySelector(`[data-announcer=${politeness}]`)?.textContent

beforeEach(async () => {
  localStorage.setItem('visio.language', 'en')
  await loadWords('meeting')
  await speak('en')
  vi.useFakeTimers()
  prefer({ verbosity: 'normal' })
  silence()
})
afterEach(() => vi.useRealTimers())

test('thirty joins in ten seconds are at most two sentences, and nobody is forgotten', () => {
  for (let person = 1; person <= 30; person += 1) {
    announce('joined', 'announce.joined', { name: `Person ${person}` })
    vi.advanceTimersByTime(333)
  }
  vi.advanceTimersByTime(60_000)
  expect(said().length).toBeLessThanOrEqual(2)
  const others = said().map((text) => Number(/(\d+) others/.exec(text)?.[1] ?? 0) + 2)
  expect(others.reduce((sum, count) => sum + count, 0)).toBe(30)
})

test('one, two and many who join are each a proper sentence', () => {
  announce('joined', 'announce.joined', { name: 'Amina' })
  vi.advanceTimersByTime(20_000)
  for (const name of ['Amina', 'Louis']) announce('joined', 'announce.joined', { name })
  vi.advanceTimersByTime(20_000)
  for (const name of ['Amina', 'Louis', 'Zoé']) announce('joined', 'announce.joined', { name })
  vi.advanceTimersByTime(20_000)
  expect(said()).toEqual(['Amina joined', 'Amina and Louis joined', 'Amina, Louis and 1 other joined'])
})

test('what is urgent is said at once and interrupts', () => {
  announce('own', 'announce.you_share')
  vi.advanceTimersByTime(0)
  announce('line', 'announce.cut')
  vi.advanceTimersByTime(0)
  expect(region('assertive')).toBe('The connection is cut. We keep trying.')
})

test('what matters comes before chatter, each in its turn', () => {
  announce('own', 'announce.you_share')
  vi.advanceTimersByTime(0)
  announce('joined', 'announce.joined', { name: 'Amina' })
  announce('share', 'announce.shares', { name: 'Louis' })
  vi.advanceTimersByTime(30_000)
  expect(said()).toEqual(['You share your screen', 'Louis shares a screen', 'Amina joined'])
})

test('what has become stale is not said', () => {
  announce('device', 'announce.camera_lost_none', { lost: 'One' })
  for (let turn = 0; turn < 8; turn += 1) {
    vi.advanceTimersByTime(200)
    announce('page', 'announce.you_share')
  }
  vi.advanceTimersByTime(60_000)
  expect(said().filter((text) => text === 'You share your screen')).toHaveLength(1)
})

test('how much is said is the person’s choice', () => {
  prefer({ verbosity: 'quiet' })
  announce('joined', 'announce.joined', { name: 'Amina' })
  announce('share', 'announce.shares', { name: 'Louis' })
  announce('line', 'announce.cut')
  vi.advanceTimersByTime(30_000)
  expect(said()).toEqual(['The connection is cut. We keep trying.'])
})

test('the last sentence can be heard again, and its text changes so that it is read', () => {
  announce('own', 'announce.you_share')
  vi.advanceTimersByTime(0)
  const first = region('polite')
  repeatLast()
  expect(region('polite')?.trim()).toBe(first?.trim())
  expect(region('polite')).not.toBe(first)
  expect(said()).toHaveLength(1)
})

test('while the person types, what can wait waits, but not for ever', () => {
  const field = document.body.appendChild(document.createElement('textarea'))
  const type = () => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  type()
  announce('share', 'announce.shares', { name: 'Louis' })
  for (let second = 0; second < 5; second += 1) {
    vi.advanceTimersByTime(1_000)
    type()
  }
  expect(said()).toEqual([])
  for (let second = 0; second < 5; second += 1) {
    vi.advanceTimersByTime(1_000)
    type()
  }
  expect(said()).toEqual(['Louis shares a screen'])
  field.remove()
})

test('a new call starts in silence', () => {
  announce('own', 'announce.you_share')
  silence()
  vi.advanceTimersByTime(5_000)
  expect(said()).toEqual([])
})
