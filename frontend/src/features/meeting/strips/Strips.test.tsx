import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { announce } from '../../../call/announcer'
import { setSaver, stopShare } from '../../../call/call'
import { quiet, useCall } from '../../../call/store'
import type { Picture } from '../../../call/types'
import { loadWords, speak } from '../../../words/words'
import { Strips } from './Strips'

vi.mock('../../../call/announcer', () => ({ announce: vi.fn() }))
vi.mock('../../../call/call', () => ({ setSaver: vi.fn(), stopShare: vi.fn() }))

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => {
  vi.clearAllMocks()
  useCall.setState(quiet)
})
afterEach(cleanup)

const draw = () => render(<Strips onSettings={() => {}} />)
const said = () => vi.mocked(announce).mock.calls

test('what comes is said once, by the one voice there is', () => {
  draw()
  expect(said()).toEqual([])
  act(() => useCall.setState({ microphoneTrouble: 'busy', canPlayAudio: false, saverSuggested: true }))
  expect(said()).toEqual([
    ['trouble', 'strips.sound_waits'],
    ['trouble', 'strips.microphone_busy'],
    ['own', 'strips.saver_suggested'],
  ])
  act(() => useCall.setState({ camera: 'on' }))
  expect(announce).toHaveBeenCalledTimes(3)
  expect([...screen.queryAllByRole('alert'), ...screen.queryAllByRole('status')]).toEqual([])
})

test('the same trouble after another try is said again', () => {
  draw()
  for (const cameraTrouble of ['none', null, 'none'] as const) act(() => useCall.setState({ cameraTrouble }))
  expect(said()).toEqual([
    ['trouble', 'strips.camera_none'],
    ['trouble', 'strips.camera_none'],
  ])
})

test('to keep the pictures as they are is a choice', () => {
  useCall.setState({ saverSuggested: true })
  draw()
  fireEvent.click(screen.getByRole('button', { name: 'Keep as it is' }))
  expect(setSaver).toHaveBeenCalledWith('full')
})

test('of two screens of mine each says which it is, and which one ends', () => {
  const ids = ['me/screen-1', 'me/screen-4']
  const mine = (id: string): [string, Picture] => [id, { id, identity: 'me' } as Picture]
  useCall.setState({ screens: ids, ownScreens: ids, pictures: Object.fromEntries(ids.map(mine)) })
  draw()
  expect(screen.getByText('You are sharing screen 1')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Stop sharing screen 2' }))
  expect(stopShare).toHaveBeenCalledWith('me/screen-4')
})
