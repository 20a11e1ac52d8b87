import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prefer } from '../preferences'
import { loadWords, speak } from '../words/words'
import { useSaid } from './announcer'
import { type CallState, cameraOf, quiet, useCall } from './store'
import { tellAloud } from './telling'
import type { Participant, Picture } from './types'

let stop: () => void
const said = () => useSaid.getState().log.map(({ text }) => text)

function people(...names: string[]): Partial<CallState> {
  const participants = Object.fromEntries(
    names.map((name): [string, Participant] => [
      name,
      {
        identity: name,
        name,
        isLocal: name === 'me',
        role: 'guest',
        verified: false,
        organisation: '',
        lookalike: false,
        sharesMicrophone: false,
        microphone: 'on',
        camera: 'on',
        speaking: false,
        quality: 'good',
        joinedAt: 0,
      },
    ]),
  )
  return { participants, order: names }
}

function screen(identity: string, mirror = false): Picture {
  const id = `${identity}/screen-1`
  const isLocal = identity === 'me'
  return { id, identity, kind: 'screen', isLocal, withSound: false, mirror, mirrored: false, live: true }
}

async function pass(ms = 30_000): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
}

async function enter(): Promise<void> {
  useCall.setState({ ...quiet, phase: 'connecting', me: 'me' })
  useCall.setState({ ...people('me', 'Amina') })
  useCall.setState({ phase: 'connected' })
  await pass()
}

beforeEach(async () => {
  localStorage.setItem('visio.language', 'en')
  await loadWords('meeting')
  await speak('en')
  vi.useFakeTimers()
  prefer({ verbosity: 'normal' })
  stop = tellAloud()
  await enter()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

test('entering says where one is and how many are there, not who was there before', () => {
  expect(said()).toEqual(['You are in the meeting. 2 people are here.'])
})

test('those who come and go are told', async () => {
  useCall.setState(people('me', 'Amina', 'Louis'))
  await pass()
  useCall.setState(people('me', 'Louis'))
  await pass()
  expect(said().slice(1)).toEqual(['Louis joined', 'Amina left'])
})

test('a blink of the line is not told; a cut is, and its end', async () => {
  useCall.setState({ phase: 'reconnecting', cutSince: Date.now() })
  await pass(1_000)
  useCall.setState({ phase: 'connected', cutSince: null })
  await pass()
  expect(said()).toHaveLength(1)

  useCall.setState({ phase: 'reconnecting', cutSince: Date.now() })
  await pass(3_000)
  useCall.setState({ phase: 'connected', cutSince: null })
  await pass()
  expect(said().slice(1)).toEqual(['The connection is cut. We keep trying.', 'The connection is back'])
})

test('nobody is said to leave because my own line is cut', async () => {
  useCall.setState({ phase: 'rejoining', cutSince: Date.now(), ...people('me') })
  useCall.setState({ phase: 'connected', cutSince: null, ...people('me', 'Amina') })
  await pass()
  expect(said()).toHaveLength(1)
})

test('screens are told by who shares them; my own says when it shows itself', async () => {
  const theirs = screen('Amina')
  useCall.setState({ pictures: { [theirs.id]: theirs }, screens: [theirs.id] })
  await pass()
  useCall.setState({ pictures: {}, screens: [] })
  await pass()
  const mine = screen('me', true)
  useCall.setState({ pictures: { [mine.id]: mine }, screens: [mine.id] })
  await pass()
  expect(said().slice(1)).toEqual([
    'Amina shares a screen',
    'Amina stopped sharing',
    'You share the screen this meeting is on: others see it in itself, endlessly',
  ])
})

test('a camera is no news', async () => {
  const id = cameraOf('Amina')
  useCall.setState({ pictures: { [id]: { ...screen('Amina'), id, kind: 'camera' } } })
  await pass()
  expect(said()).toHaveLength(1)
})
