import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { act } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Segment, Speaker } from '../../../api/transcripts'
import { loadWords } from '../../../words/words'
import { Playhead } from '../player/playhead'
import { Transcript } from './Transcript'

beforeAll(async () => {
  await loadWords('recordings')
  await loadWords('transcripts')
})
afterEach(cleanup)

const lines = ['Bonjour.', 'La toiture.', 'Vendredi.'].map(
  (text, n) =>
    ({
      id: n + 1,
      speaker: 7,
      start: n * 10,
      end: n * 10 + 9,
      language: 'fr',
      text,
      words: [],
    }) as unknown as Segment,
)
const amina = { id: 7, name: 'Amina', number: 0, confidence: null } as Speaker
const acts = { openMenu: vi.fn(), openSpeaker: vi.fn(), pick: vi.fn(), stopCorrecting: vi.fn() }

function opens(at = 0) {
  const playhead = new Playhead(30, at)
  render(
    <Transcript
      recording="r"
      playhead={playhead}
      lines={lines}
      speakers={new Map([[7, amina]])}
      passages={[{ line: 2, start: 10, marks: [[3, 10]] }]}
      bookmarks={[]}
      mayChange
      showsUnsure
      correcting={undefined}
      picked={undefined}
      acts={acts}
    />,
  )
  return playhead
}

const times = () => screen.getAllByRole('button', { name: /go there$/ })
const current = () => document.querySelector('[aria-current]')?.textContent

test('a press on a line, or on its time, goes there', async () => {
  const playhead = opens()
  await userEvent.click(screen.getByText('Vendredi.'))
  expect(playhead.now.at).toBe(20)
  await userEvent.click(times()[1] as HTMLElement)
  expect(playhead.now.at).toBe(10)
  expect(current()).toContain('toiture')
})

test('what is played marks its line, and what is searched is marked in it', () => {
  const playhead = opens()
  expect(current()).toContain('Bonjour.')
  act(() => playhead.seek(12))
  expect(current()).toContain('La toiture.')
  expect(document.querySelector('mark')?.textContent).toBe('toiture')
})

test('all lines are one stop for Tab; arrows go from one to the next', async () => {
  const playhead = opens(12)
  expect(times().map((time) => time.tabIndex)).toEqual([-1, 0, -1])
  times()[1]?.focus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
  expect(document.activeElement).toBe(times()[2])
  expect(playhead.now.at).toBe(20)
  expect(times().map((time) => time.tabIndex)).toEqual([-1, -1, 0])
})

test('who speaks is asked for a line, not gone to', async () => {
  const playhead = opens()
  await userEvent.click(
    screen.getAllByRole('button', { name: 'Amina: change who this is' })[1] as HTMLElement,
  )
  expect(acts.openSpeaker).toHaveBeenCalledWith(lines[1])
  expect(playhead.now.at).toBe(0)
})
