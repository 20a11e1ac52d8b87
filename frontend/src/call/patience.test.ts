import { expect, test } from 'vitest'
import { patience, rejoinDelayMs, spread } from './patience'

test('the first try to mend a line comes within a tenth of a second', () => {
  expect(patience.nextRetryDelayInMs({ retryCount: 0, elapsedMs: 0 })).toBeLessThanOrEqual(100)
})

test('tries to mend come at least every second and a half, then stop for a new ticket', () => {
  for (let retryCount = 1; retryCount < 12; retryCount += 1) {
    const delay = patience.nextRetryDelayInMs({ retryCount, elapsedMs: 5_000 }) ?? Number.NaN
    expect(delay).toBeGreaterThan(150)
    expect(delay).toBeLessThanOrEqual(1_300)
  }
  expect(patience.nextRetryDelayInMs({ retryCount: 12, elapsedMs: 12_001 })).toBeNull()
})

test('those cut at the same moment do not come back at the same moment', () => {
  expect(spread(1_000, 0)).toBe(750)
  expect(spread(1_000, 1)).toBe(1_250)
})

test('rejoining waits longer and longer, never more than a few seconds', () => {
  expect(rejoinDelayMs(0)).toBeLessThanOrEqual(500)
  expect(rejoinDelayMs(40)).toBeLessThanOrEqual(6_250)
})
