import { beforeEach, expect, it, vi } from 'vitest'
import { announce } from '../../../call/announcer'
import { countPages, forgetView, togglePin, turnPageBy, useView, zoom, zoomStep } from './view'

vi.mock('../../../call/announcer', () => ({ announce: vi.fn() }))

beforeEach(() => {
  forgetView()
  vi.clearAllMocks()
})

it('pins up to three, the newest ones', () => {
  for (const id of ['a', 'b', 'c', 'd']) togglePin(id)
  expect(useView.getState().pinned).toEqual(['b', 'c', 'd'])
  togglePin('c')
  expect(useView.getState().pinned).toEqual(['b', 'd'])
})

it('turns pages within those there are, and says which', () => {
  countPages(3)
  turnPageBy(1)
  expect(announce).toHaveBeenLastCalledWith('page', 'stage.page', { page: 2, pages: 3 })
  turnPageBy(1)
  turnPageBy(1)
  expect(useView.getState().page).toBe(2)
  countPages(2)
  turnPageBy(-1)
  expect(useView.getState().page).toBe(0)
})

it('says nothing where there is but one page', () => {
  turnPageBy(1)
  expect(announce).not.toHaveBeenCalled()
})

it('enlarges in steps, within bounds, and back to the whole', () => {
  expect(zoomStep(1, -1)).toBe(1)
  expect(zoomStep(4, 1)).toBe(4)
  zoom('s', 1)
  zoom('s', 1)
  expect(useView.getState().zooms.s).toBe(1.5)
  zoom('s', 0)
  expect(useView.getState().zooms.s).toBe(1)
})
