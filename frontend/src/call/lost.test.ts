import { beforeEach, expect, test, vi } from 'vitest'
import { prefer } from '../preferences'
import type { CaptureKind, Devices } from './devices'
import './lost'
import { quiet, useCall } from './store'

const { announce, moveToFirst, outside } = vi.hoisted(() => ({
  announce: vi.fn(),
  moveToFirst: vi.fn(),
  outside: {
    changed: () => {},
    stops: (_kind: CaptureKind, _label: string) => {},
    plugged: { microphone: [], camera: [], speaker: [] } as Devices,
  },
}))
vi.mock('livekit-client', () => ({ RoomEvent: {} }))
vi.mock('./announcer', () => ({ announce }))
vi.mock('./own', () => ({
  moveToFirst,
  whenLost: (tell: typeof outside.stops) => {
    outside.stops = tell
  },
}))
vi.mock('./playback', () => ({ speakThrough: vi.fn() }))
vi.mock('./room', () => ({
  whenMade: (wire: (room: unknown) => void) =>
    wire({
      on: (_: unknown, tell: () => void) => {
        outside.changed = tell
      },
    }),
}))
vi.mock('./devices', async (original) => {
  const devices = await original<typeof import('./devices')>()
  const listDevices = async () => {
    devices.useDevices.setState(outside.plugged)
    return outside.plugged
  }
  return { ...devices, listDevices }
})

const headset = { id: 'headset', label: 'Headset' }
const builtIn = { id: 'built-in', label: 'Built-in' }
const desk = { id: 'desk', label: 'Desk microphone' }

async function plugged(...microphone: Devices['microphone']): Promise<void> {
  outside.plugged = { microphone, camera: [], speaker: [] }
  outside.changed()
  await new Promise((looked) => setTimeout(looked))
}

const moved = () => moveToFirst.mock.calls.map(([kind, ids]) => [kind, ...ids])
const said = () => announce.mock.calls.map(([, key, values]) => [key, values])
const shown = () => useCall.getState().deviceLost

beforeEach(async () => {
  useCall.setState({ ...quiet, phase: 'connecting' })
  useCall.setState({ phase: 'connected', devices: { microphone: 'headset', camera: '', speaker: '' } })
  prefer({ microphones: [] })
  moveToFirst.mockReset().mockImplementation(async (_kind, ids: string[]) => {
    const [id] = ids
    if (id) useCall.setState({ devices: { ...quiet.devices, microphone: id } })
    return id
  })
  await plugged(headset, builtIn, desk)
  announce.mockClear()
})

test('one that is plugged in, or unplugged while another is used, is nothing lost', async () => {
  await plugged(headset, builtIn)
  await plugged(headset, builtIn, { id: 'new', label: 'New' })
  expect(moved()).toEqual([])
  expect(shown()).toBeNull()
})

test('the next in the list of the person takes the place of the one that is gone, and it is said', async () => {
  prefer({ microphones: ['headset', 'desk', 'built-in'] })
  await plugged(builtIn, desk)
  expect(moved()).toEqual([['microphone', 'desk', 'built-in']])
  expect(said()).toEqual([['announce.microphone_lost', { lost: 'Headset', now: 'Desk microphone' }]])
  expect(shown()).toEqual({ kind: 'microphone', lost: headset, now: desk, isBack: false })
})

test('without a list it is the first that is there; without any device it is said that none is', async () => {
  await plugged(builtIn, desk)
  expect(shown()?.now).toEqual(builtIn)
  await plugged()
  expect(said().at(-1)).toEqual(['announce.microphone_lost_none', { lost: 'Built-in', now: '' }])
  expect(shown()).toMatchObject({ lost: builtIn, now: null })
})

test('told by the device and by the list, it is replaced and said once', async () => {
  outside.plugged = { ...outside.plugged, microphone: [builtIn] }
  outside.stops('microphone', 'Headset')
  await plugged(builtIn)
  expect(moved()).toHaveLength(1)
  expect(said()).toHaveLength(1)
})

test('one that stops and is still there is tried again first, silently', async () => {
  outside.stops('microphone', 'Headset')
  await plugged(headset, builtIn)
  expect(moved()).toEqual([['microphone', 'headset', 'built-in']])
  expect(shown()).toBeNull()
})

test('one that comes back is offered, not taken', async () => {
  await plugged(builtIn)
  await plugged(builtIn, headset)
  expect(moved()).toHaveLength(1)
  expect(said().at(-1)).toEqual(['announce.microphone_back', { lost: 'Headset' }])
  expect(shown()).toEqual({ kind: 'microphone', lost: headset, now: builtIn, isBack: true })
})

test('the only one is offered, too, when it comes back', async () => {
  await plugged()
  await plugged(headset)
  expect(said().at(-1)).toEqual(['announce.microphone_back', { lost: 'Headset' }])
  expect(shown()).toEqual({ kind: 'microphone', lost: headset, now: null, isBack: true })
})

test('one that goes while we enter is replaced once we are in', async () => {
  useCall.setState({ phase: 'connecting' })
  await plugged(builtIn)
  expect(moved()).toEqual([])
  useCall.setState({ phase: 'connected' })
  await vi.waitFor(() => expect(shown()).toMatchObject({ lost: headset, now: builtIn }))
})

test('after the call nothing is opened', async () => {
  useCall.setState({ phase: 'ended' })
  await plugged(builtIn)
  expect(moved()).toEqual([])
})
