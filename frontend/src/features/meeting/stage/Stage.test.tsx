import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { cameraOf, quiet, useCall } from '../../../call/store'
import type { Participant, Picture } from '../../../call/types'
import { loadWords, speak } from '../../../words/words'
import { Stage } from './Stage'
import { forgetView, turnPageBy, useView } from './view'

vi.mock('../../../call/call', () => ({ attach: vi.fn(), finish: vi.fn(), setMicrophone: vi.fn() }))
vi.mock('./glide', () => ({ place: () => '', useGlide: vi.fn() }))

function inside(...names: string[]): void {
  const participants: Record<string, Participant> = {}
  const pictures: Record<string, Picture> = {}
  for (const name of names) {
    const isLocal = name === 'me'
    const id = cameraOf(name)
    participants[name] = {
      identity: name,
      name,
      isLocal,
      role: 'guest',
      verified: false,
      organisation: '',
      lookalike: false,
      sharesMicrophone: false,
      microphone: 'on',
      camera: 'off',
      speaking: false,
      quality: 'good',
      joinedAt: 0,
    }
    pictures[id] = {
      id,
      identity: name,
      kind: 'camera',
      isLocal,
      withSound: false,
      mirror: false,
      mirrored: false,
      live: false,
    }
  }
  useCall.setState({ phase: 'connected', me: 'me', order: names, participants, pictures })
}

const many = ['me', ...Array.from({ length: 60 }, (_, at) => `p${at}`)]
const tiles = () => [...document.querySelectorAll<HTMLElement>('[data-tile]')]
const focused = () => (document.activeElement as HTMLElement).dataset.tile

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1280)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
  useCall.setState(quiet)
  forgetView()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const draw = () => render(<Stage phone={false} brief={false} />)

it('keeps the focus when the page is turned', () => {
  inside(...many)
  draw()
  const before = tiles().at(-1)
  act(() => before?.focus())
  act(() => turnPageBy(1))
  expect(useView.getState().page).toBe(1)
  expect(before?.isConnected).toBe(false)
  expect(focused()).toBe(tiles().find(({ tabIndex }) => tabIndex === 0)?.dataset.tile)
})

it('keeps the focus when whoever had it leaves', () => {
  inside('me', 'Amina', 'Louis')
  draw()
  act(() =>
    tiles()
      .find(({ dataset }) => dataset.tile === cameraOf('Louis'))
      ?.focus(),
  )
  act(() => inside('me', 'Amina'))
  expect(tiles().map(({ dataset }) => dataset.tile)).toContain(focused())
})

it('takes no focus that was elsewhere, or nowhere', () => {
  inside('me', 'Amina', 'Louis')
  draw()
  const louis = tiles().find(({ dataset }) => dataset.tile === cameraOf('Louis'))
  act(() => louis?.focus())
  act(() => louis?.blur())
  act(() => inside('me', 'Amina'))
  expect(document.activeElement).toBe(document.body)
  expect(screen.getByRole('list').children).toHaveLength(2)
})
