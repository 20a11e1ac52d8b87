import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prefer } from '../preferences'
import { loadWords, speak } from '../words/words'
import { announce, repeatLast, silence, useSaid } from './announcer'

const said = () =>
  useSaid
    .getState()
    .log.filter(({ aloud }) => aloud)
    .map(({ text }) => text)
const unsaid = () =>
  useSaid
    .getState()
    .log.filter(({ aloud }) => !aloud)
    .map(({ text }) => text)
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

test('only the newest figures are said, and the older ones can be read', () => {
  announce('own', 'announce.you_share')
  vi.advanceTimersByTime(0)
  for (const page of [2, 3, 4]) announce('page', 'stage.page', { page, pages: 9 })
  vi.advanceTimersByTime(60_000)
  expect(said()).toEqual(['You share your screen', 'Page 4 of 9'])
  expect(unsaid()).toEqual(['Page 2 of 9', 'Page 3 of 9'])
})

test('one person’s news never takes the place of another’s', () => {
  prefer({ verbosity: 'full' })
  announce('own', 'announce.you_share')
  vi.advanceTimersByTime(0)
  for (const name of ['Amina', 'Louis']) announce('share', 'announce.shares', { name })
  for (const name of ['Amina', 'Louis']) announce('share', 'announce.stopped_sharing', { name })
  announce('renamed', 'people.renamed_other', { before: 'Zoé', name: 'Zoé D.' })
  announce('renamed', 'people.renamed_other', { before: 'Paul', name: 'Paul S.' })
  vi.advanceTimersByTime(60_000)
  expect(said().slice(1)).toEqual([
    'Amina shares a screen',
    'Louis shares a screen',
    'Amina stopped sharing',
    'Louis stopped sharing',
    'Zoé is now called Zoé D.',
    'Paul is now called Paul S.',
  ])
})

test('a message that waits and the next are told together, with those that are counted already', () => {
  announce('message', 'chat.said', { name: 'Amina', text: 'bonjour' })
  vi.advanceTimersByTime(0)
  for (const name of ['Louis', 'Zoé']) announce('message', 'chat.said', { name, text: 'oui' })
  announce('messages', 'chat.came', { name: 'Paul' })
  vi.advanceTimersByTime(30_000)
  expect(said()).toEqual(['Amina: bonjour', 'Messages from Louis, Zoé and 1 other'])
  expect(unsaid()).toEqual([])
})

test('what has become stale is not said, but can be read', () => {
  announce('share', 'announce.shares', { name: 'Amina' })
  vi.advanceTimersByTime(0)
  announce('page', 'stage.page', { page: 2, pages: 9 })
  for (let turn = 0; turn < 8; turn += 1) {
    announce('line', turn % 2 ? 'announce.back' : 'announce.cut')
    vi.advanceTimersByTime(1_000)
  }
  vi.advanceTimersByTime(60_000)
  expect(said()).not.toContain('Page 2 of 9')
  expect(unsaid()).toEqual(['Page 2 of 9'])
})

test('the answer to what I did outlives a long message that is read out', () => {
  announce('message', 'chat.said', { name: 'Amina', text: 'a'.repeat(240) })
  vi.advanceTimersByTime(0)
  announce('own', 'hands.lowered')
  vi.advanceTimersByTime(60_000)
  expect(said().at(-1)).toBe('Your hand is lowered')
})

test('how much is said is the person’s choice; all of it can be read', () => {
  prefer({ verbosity: 'quiet' })
  announce('joined', 'announce.joined', { name: 'Amina' })
  announce('share', 'announce.shares', { name: 'Louis' })
  announce('line', 'announce.cut')
  vi.advanceTimersByTime(30_000)
  expect(said()).toEqual(['The connection is cut. We keep trying.'])
  expect(unsaid()).toEqual(['Amina joined', 'Louis shares a screen'])
  const first = region('assertive')
  repeatLast()
  expect(region('polite')).toBe(first)
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
