import { expect, it } from 'vitest'
import { Refusal, Unreachable } from '../../api/client'
import { refusalOf } from './refusal'

it.each([
  [new Unreachable('no answer'), { what: 'unreachable' }],
  [new Refusal(401, 'signin.required', 'Sign in.'), { what: 'signin' }],
  [new Refusal(404, 'room.not_found', 'No room.'), { what: 'gone' }],
  [new Refusal(429, 'limit.too_many', 'Wait.'), { what: 'busy', message: 'Wait.' }],
  [new Refusal(503, 'unavailable.livekit', 'Later.'), { what: 'busy', message: 'Later.' }],
  [
    new Refusal(422, 'input.invalid', 'Wrong.', { name: 'Too long.' }),
    { what: 'name', message: 'Too long.' },
  ],
  [new Refusal(422, 'input.invalid', 'Wrong.', { device: 'Unknown.' }), { what: 'other', message: 'Wrong.' }],
  [new Refusal(403, 'csrf.failed', 'Reload.'), { what: 'other', message: 'Reload.' }],
])('knows what %s asks of the person', (trouble, refusal) => {
  expect(refusalOf(trouble)).toEqual(refusal)
})

it('does not dress up our own mistakes', () => {
  expect(refusalOf(new TypeError('x is undefined'))).toBeUndefined()
})
