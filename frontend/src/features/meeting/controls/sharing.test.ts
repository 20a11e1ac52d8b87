import { beforeEach, expect, test, vi } from 'vitest'
import { announce } from '../../../call/announcer'
import { setShareMode, share } from '../../../call/call'
import { useToasts } from '../../../ui/toasts'
import { changeShareMode, startShare, useShareChoice } from './sharing'

vi.mock('../../../call/announcer', () => ({ announce: vi.fn() }))
vi.mock('../../../call/call', () => ({ share: vi.fn(), setShareMode: vi.fn() }))

const refused = new DOMException('', 'InvalidStateError')
const modeOf = (id: string) => useShareChoice.getState().modes[id]
const toasted = () => useToasts.getState().toasts.map(({ key }) => key)

beforeEach(() => {
  vi.resetAllMocks()
  useToasts.setState({ toasts: [] })
  useShareChoice.setState({ mode: 'text', modes: {} })
})

test('a share begins in the mode that was chosen', async () => {
  vi.mocked(share).mockResolvedValue('me/screen-1')
  useShareChoice.setState({ mode: 'motion' })
  await startShare()
  expect(modeOf('me/screen-1')).toBe('motion')
})

test('what is pressed on a share while it begins counts, and so do the other shares', async () => {
  vi.mocked(share).mockImplementation(async () => {
    await changeShareMode('me/screen-2', 'motion')
    await changeShareMode('me/screen-1', 'motion')
    return 'me/screen-2'
  })
  await startShare()
  expect(useShareChoice.getState().modes).toEqual({ 'me/screen-1': 'motion', 'me/screen-2': 'motion' })
})

test('a share that does not begin is said on the screen', async () => {
  vi.mocked(share).mockRejectedValue(new DOMException('', 'NetworkError'))
  await startShare()
  expect(toasted()).toEqual(['controls.share_failed'])
})

test('another mode is said, and one the browser does not take is said to be as before', async () => {
  await changeShareMode('me/screen-1', 'motion')
  expect(announce).toHaveBeenLastCalledWith('own', 'strips.now_motion')
  vi.mocked(setShareMode).mockRejectedValue(refused)
  await changeShareMode('me/screen-1', 'text')
  expect(modeOf('me/screen-1')).toBe('motion')
  expect(toasted()).toEqual(['strips.mode_failed'])
  expect(announce).toHaveBeenCalledOnce()
})
