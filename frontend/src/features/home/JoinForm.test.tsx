import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { loadWords } from '../../words/words'
import { JoinForm } from './JoinForm'

beforeAll(() => loadWords('shell'))
afterEach(cleanup)
beforeEach(() => history.replaceState(null, '', '/'))

async function paste(text: string) {
  render(<JoinForm />)
  const field = screen.getByRole('textbox', { name: 'Meeting code or link' })
  await userEvent.click(field)
  await userEvent.paste(text)
  await userEvent.keyboard('{Enter}')
  return field
}

it('a pasted code leads to its room', async () => {
  await paste('ABC-DEFG-HIJ')
  expect(location.pathname).toBe('/abc-defg-hij')
})

it('a link of another house is said to lead there, and the message goes with the next key', async () => {
  const field = await paste('https://meet.example.com/abc-defg-hij')
  expect(location.pathname).toBe('/')
  expect(screen.getByRole('alert').textContent).toContain('meet.example.com')
  await userEvent.type(field, 'x')
  expect(screen.queryByRole('alert')).toBeNull()
})
