import { expect, it } from 'vitest'
import { deviceOf } from './device'

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156', 10, 'desktop'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', 0, 'desktop'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', 5, 'tablet'],
  ['Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) Mobile/15E148', 5, 'tablet'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148', 5, 'phone'],
  ['Mozilla/5.0 (Linux; Android 16; Pixel 12) Chrome/156 Mobile Safari/537', 5, 'phone'],
  ['Mozilla/5.0 (Linux; Android 16; Tab S) Chrome/156 Safari/537', 5, 'tablet'],
  ['Mozilla/5.0 (Android 16; Tablet; rv:150.0) Gecko/150.0 Firefox/150.0', 5, 'tablet'],
] as const)('%s with %i touch points', (userAgent, touchPoints, kind) => {
  expect(deviceOf(userAgent, touchPoints)).toBe(kind)
})
