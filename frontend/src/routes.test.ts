import { expect, it } from 'vitest'
import { safeNext, toRoom, toSignIn } from './routes'

it.each(['/salle-du-budget', '/abc-defg-hij?x=1', '/'])('%s is a place to come back to', (next) => {
  expect(safeNext(next)).toBe(next)
})

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/a\nb',
  '',
  null,
  undefined,
])('%j is not: home instead', (next) => {
  expect(safeNext(next)).toBe('/')
})

it('signing in leads back to where one was', () => {
  expect(toSignIn('/salle-du-budget')).toBe('/signin?next=%2Fsalle-du-budget')
  expect(toSignIn('/')).toBe('/signin')
  expect(toRoom('a/b')).toBe('/a%2Fb')
})
