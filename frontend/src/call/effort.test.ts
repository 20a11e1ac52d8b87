import { expect, test, vi } from 'vitest'
import { isOutOfBreath } from './effort'

vi.mock('livekit-client', () => ({ ParticipantEvent: {}, LocalVideoTrack: class {}, Track: {} }))
vi.mock('./quality', () => ({ suggestSaver: vi.fn() }))
vi.mock('./room', () => ({ whenMade: vi.fn() }))

test.each([
  ['a hiccup', [0, 3, 3], false],
  ['one bad stretch', [0, 10], false],
  ['a bad stretch, then a good one', [0, 10, 11], false],
  ['two bad stretches', [0, 9, 18], true],
  ['two bad ones after a long good time', [4, 4, 5, 14, 22], true],
  ['half of each', [0, 5, 10, 15], false],
  ['nothing known yet', [], false],
])('%s', (_, heldBack, expected) => {
  expect(isOutOfBreath(heldBack)).toBe(expected)
})
