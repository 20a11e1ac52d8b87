import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { setSaver } from '../../../call/call'
import { quiet, useCall } from '../../../call/store'
import type { Participant, Picture } from '../../../call/types'
import { loadWords, speak } from '../../../words/words'
import { ScreenView } from './ScreenView'

vi.mock('../../../call/call', () => ({ setSaver: vi.fn(), attach: () => () => {} }))

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => useCall.setState(quiet))
afterEach(cleanup)

function draw(live: boolean) {
  const picture = { id: 'amina/screen-1', identity: 'amina', kind: 'screen', isLocal: false, live } as Picture
  const size = { width: 800, height: 600 }
  render(<ScreenView picture={picture} participant={{ name: 'Amina' } as Participant} isMain size={size} />)
}
const wayBack = () => screen.queryByRole('button', { name: 'Show the screen' })

test('with sound only, a shared screen says why it is not there, and how to see it', () => {
  useCall.setState({ saver: 'audio' })
  draw(false)
  expect(screen.getByText(/sound only/)).toBeTruthy()
  const button = wayBack()
  if (button) fireEvent.click(button)
  expect(setSaver).toHaveBeenCalledWith('economy')
})

test.each([
  ['economy', false],
  ['audio', true],
] as const)('with %s, a screen that is on its way or here (%s) has nothing to explain', (saver, live) => {
  useCall.setState({ saver })
  draw(live)
  expect(wayBack()).toBeNull()
})
