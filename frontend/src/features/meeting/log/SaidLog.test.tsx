import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { useSaid } from '../../../call/announcer'
import { loadWords, speak } from '../../../words/words'
import { SaidLog } from './SaidLog'

beforeAll(async () => {
  await loadWords('shell')
  await loadWords('meeting')
  await speak('en')
})
beforeEach(() => useSaid.setState({ log: [] }))
afterEach(cleanup)

const open = () => render(<SaidLog isOpen onOpenChange={() => {}} />)

it('holds what there was to say, in its order, and is not read out by itself', () => {
  const at = Date.parse('2026-11-23T09:00:00Z')
  useSaid.setState({
    log: [
      { id: 1, at, text: 'Amina joined', aloud: true },
      { id: 2, at: at + 60_000, text: 'Bob shares a screen', aloud: false },
    ],
  })
  open()
  const log = screen.getByRole('log', { name: 'Meeting log' })
  expect(log.getAttribute('aria-live')).toBe('off')
  const lines = within(log).getAllByRole('listitem')
  expect(lines.map((line) => line.textContent)).toEqual([
    expect.stringMatching(/\d.*Amina joined$/),
    expect.stringMatching(/\d.*Bob shares a screen$/),
  ])
})

it('says when there is nothing yet', () => {
  open()
  expect(screen.queryByRole('log')).toBeNull()
  expect(screen.getByText('Nothing has happened yet.')).toBeTruthy()
})
