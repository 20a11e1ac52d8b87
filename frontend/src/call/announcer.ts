/** What is said to those who listen to the screen, and when? One voice: it waits its turn, gathers, forgets what is stale. */
import { create } from 'zustand'
import { usePreferences, type Verbosity } from '../preferences'
import { say, type Values, type WordKey } from '../words/words'
import { speakIn } from './regions'
import { useCall } from './store'

type Priority =
  | 'urgent' // at once, over anything else
  | 'useful' // next
  | 'chatter' // when there is nothing better to say, many as one

type Manner = {
  priority: Priority
  /** Said from this verbosity on. */
  from: Verbosity
  /** Worth nothing after this long in the queue. */
  livesMs: number
  /** Several of a kind become one sentence: "Amina, Louis and 3 others joined". */
  gathers?: true
}

/** Longer than the longest message takes to be read out: it must not cost me the answer to what I did meanwhile. */
const ownLivesMs = 16_000

/** Everything that is ever said belongs to a kind; people choose how much by kind, never by sentence. */
const manners = {
  line: { priority: 'urgent', from: 'quiet', livesMs: 60_000 },
  ended: { priority: 'urgent', from: 'quiet', livesMs: 60_000 },
  recording: { priority: 'urgent', from: 'quiet', livesMs: 60_000 },
  trouble: { priority: 'urgent', from: 'quiet', livesMs: 30_000 },
  device: { priority: 'useful', from: 'quiet', livesMs: 30_000 },
  /** The answer to something I did, where the control does not say it itself. */
  own: { priority: 'useful', from: 'quiet', livesMs: ownLivesMs },
  /** The page of the grid, the layout: also an answer. */
  page: { priority: 'useful', from: 'quiet', livesMs: 5_000 },
  asked: { priority: 'urgent', from: 'quiet', livesMs: 10_000 },
  share: { priority: 'useful', from: 'normal', livesMs: 20_000 },
  /** Somebody stands outside until one of us does something. */
  knock: { priority: 'useful', from: 'quiet', livesMs: 60_000, gathers: true },
  hand: { priority: 'useful', from: 'normal', livesMs: 20_000, gathers: true },
  message: { priority: 'useful', from: 'normal', livesMs: 30_000 },
  messages: { priority: 'chatter', from: 'normal', livesMs: 30_000, gathers: true },
  /** What somebody else said, for those who want it read out. */
  caption: { priority: 'useful', from: 'quiet', livesMs: 20_000 },
  joined: { priority: 'chatter', from: 'normal', livesMs: 30_000, gathers: true },
  left: { priority: 'chatter', from: 'normal', livesMs: 30_000, gathers: true },
  renamed: { priority: 'chatter', from: 'full', livesMs: 20_000 },
  /** Counted where they are drawn. */
  reaction: { priority: 'chatter', from: 'full', livesMs: 10_000 },
} satisfies Record<string, Manner>

export type AnnouncementKind = keyof typeof manners

/** When a second one comes before the first was said, both are told by this sentence, which gathers. */
const crowds: { [kind in AnnouncementKind]?: { kind: AnnouncementKind; key: WordKey } } = {
  message: { kind: 'messages', key: 'chat.came' },
}

type Pending = {
  kind: AnnouncementKind
  key: WordKey
  values: Values
  names: string[]
  at: number
}

export type Said = { id: number; at: number; text: string; aloud: boolean }

/** Everything there was to say, said or not, for those who missed it: shown as a list, never read out by itself. */
export const useSaid = create<{ log: Said[] }>()(() => ({ log: [] }))

const ranks: Record<Priority, number> = { urgent: 0, useful: 1, chatter: 2 }
const loudness: Record<Verbosity, number> = { quiet: 0, normal: 1, full: 2 }

/** A crowd arrives over seconds: the first sentence waits a little, the next of its kind a while. */
const gatherMs = 1_000
const betweenGathersMs = 10_000
/** People talk and type: what can wait waits, but not for ever. */
const holdMs = 1_000
const longestHoldMs = 8_000
const logged = 200

let queue: Pending[] = []
let timer: ReturnType<typeof setTimeout> | undefined
let voiceFreeAt = 0
const lastOfKind = new Map<AnnouncementKind, number>()
let count = 0
let typedAt = Number.NEGATIVE_INFINITY

/**
 * Says a sentence in its turn. A kind that gathers hands its sentence `count`, `first`, `second` and `others`, made of the
 * `name` of each. What is not said, because it came too often, too late or is not wanted, is kept in the log all the same.
 */
export function announce(kind: AnnouncementKind, key: WordKey, values: Values = {}): void {
  const sentence = { kind, key, values, names: [String(values.name ?? '')], at: Date.now() }
  const { verbosity } = usePreferences.getState()
  if (loudness[verbosity] < loudness[manners[kind].from]) return void note(sentence, false)
  const crowd = crowds[kind]
  const waiting = crowd && queue.find((pending) => pending.kind === kind)
  if (!waiting) enqueue(sentence)
  else {
    queue.splice(queue.indexOf(waiting), 1)
    for (const each of [waiting, sentence]) enqueue({ ...each, ...crowd, values: {} })
  }
  plan()
}

function enqueue(sentence: Pending): void {
  const waiting = queue.find((pending) => isSameNews(pending, sentence))
  if (waiting && gathers(sentence)) return void waiting.names.push(...sentence.names)
  if (waiting) {
    queue.splice(queue.indexOf(waiting), 1)
    note(waiting, false)
  }
  queue.push(sentence)
}

/** The same sentence of the same people and things: only its figures are newer ("Page 2 of 5", "Page 3 of 5"). */
function isSameNews(one: Pending, other: Pending): boolean {
  if (one.kind !== other.kind || one.key !== other.key) return false
  if (gathers(one)) return true
  return Object.entries(other.values).every(
    ([name, value]) => typeof value === 'number' || one.values[name] === value,
  )
}

/** The last sentence once more, at once. */
export function repeatLast(): void {
  const last = useSaid.getState().log.findLast(({ aloud }) => aloud)
  if (last) speakIn('polite', last.text)
}

/** A new call starts with nothing to say. */
export function silence(): void {
  clearTimeout(timer)
  timer = undefined
  queue = []
  voiceFreeAt = 0
  lastOfKind.clear()
  useSaid.setState({ log: [] })
}

function plan(): void {
  clearTimeout(timer)
  timer = undefined
  const now = Date.now()
  for (const late of queue.filter((pending) => !isFresh(pending, now))) note(late, false)
  queue = queue.filter((pending) => isFresh(pending, now))
  const soonest = Math.min(...queue.map((pending) => dueAt(pending, now)))
  if (Number.isFinite(soonest)) timer = setTimeout(next, Math.max(0, soonest - now))
}

function next(): void {
  timer = undefined
  const now = Date.now()
  const due = queue
    .filter((pending) => dueAt(pending, now) <= now && isFresh(pending, now))
    .sort((one, other) => rank(one) - rank(other) || one.at - other.at)[0]
  if (due) {
    queue.splice(queue.indexOf(due), 1)
    speak(due, now)
  }
  plan()
}

function gathers({ kind }: Pending): boolean {
  const manner: Manner = manners[kind]
  return manner.gathers === true
}

function isFresh({ kind, at }: Pending, now: number): boolean {
  return now - at < manners[kind].livesMs
}

function dueAt(pending: Pending, now: number): number {
  const { kind, at } = pending
  if (manners[kind].priority === 'urgent') return at
  let due = Math.max(at, voiceFreeAt)
  if (gathers(pending))
    due = Math.max(due, at + gatherMs, (lastOfKind.get(kind) ?? Number.NEGATIVE_INFINITY) + betweenGathersMs)
  // What I asked for myself is never held back.
  if (kind !== 'own' && kind !== 'page' && isBusy(now) && now - at < longestHoldMs)
    due = Math.max(due, now + holdMs)
  return due
}

function rank({ kind }: Pending): number {
  return ranks[manners[kind].priority]
}

function speak(sentence: Pending, now: number): void {
  const { kind } = sentence
  const text = textOf(sentence)
  lastOfKind.set(kind, now)
  // A screen reader needs about this long; the next sentence would cut it short.
  voiceFreeAt = now + 400 + text.length * 55
  speakIn(manners[kind].priority === 'urgent' ? 'assertive' : 'polite', text)
  note(sentence, true)
}

function note(sentence: Pending, aloud: boolean): void {
  count += 1
  const line = { id: count, at: Date.now(), text: textOf(sentence), aloud }
  useSaid.setState(({ log }) => ({ log: [...log, line].slice(-logged) }))
}

function textOf(sentence: Pending): string {
  const { key, values, names } = sentence
  return say(key, gathers(sentence) ? { ...values, ...gathered(names) } : values)
}

function gathered(names: string[]): Values {
  const different = [...new Set(names)]
  const [first = '', second = ''] = different
  return { count: names.length, people: different.length, first, second, others: different.length - 2 }
}

function isBusy(now: number): boolean {
  const { participants, me } = useCall.getState()
  return participants[me]?.speaking === true || now - typedAt < 1_500
}

if (typeof document !== 'undefined')
  document.addEventListener(
    'keydown',
    ({ target }) => {
      if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) typedAt = Date.now()
    },
    { capture: true, passive: true },
  )
