import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { loadWords } from '../words/words'
import { TextField } from './TextField'

beforeAll(() => loadWords('shell'))
afterEach(cleanup)

const nothing = () => undefined

it('what is wrong is told with the field, and aloud', () => {
  render(
    <TextField
      label="settings.name"
      value=""
      onChange={nothing}
      hint="As others see it"
      error="Write a name."
    />,
  )
  const field = screen.getByRole('textbox', { name: 'Your name' })
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Write a name.',
  )
  expect(screen.getByRole('alert').textContent).toBe('Write a name.')
})

it('a hint describes the field as long as nothing is wrong', () => {
  render(
    <TextField label="settings.name" value="" onChange={nothing} hint="As others see it" isLabelUnseen />,
  )
  const field = screen.getByRole('textbox', { name: 'Your name' })
  expect(field.hasAttribute('aria-invalid')).toBe(false)
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'As others see it',
  )
})
