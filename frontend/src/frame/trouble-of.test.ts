import { expect, it } from 'vitest'
import { Refusal, Unreachable } from '../api/client'
import { troubleOf } from './trouble-of'

it.each([
  [new Unreachable('no answer'), 'unreachable'],
  [new TypeError('Failed to fetch dynamically imported module: /assets/Home.js'), 'unreachable'],
  [new Refusal(503, 'unavailable.database', ''), 'unavailable'],
  [new Refusal(503, 'unavailable.livekit', ''), 'livekit'],
  [new Refusal(404, 'room.not_found', ''), 'not_found'],
  [new Refusal(401, 'signin.required', ''), 'sign_in'],
  [new Refusal(429, 'limit.too_many', ''), 'too_many'],
  [new Error('ours'), 'broken'],
])('%s is told as %s', (trouble, kind) => {
  expect(troubleOf(trouble)).toBe(kind)
})
