import { expect, it } from 'vitest'
import { type Hand, minutesWaited, placeOf } from './queue'

const hand: Hand = { identity: 'p-amina', name: 'Amina', raised_at: '2026-11-23T09:00:00Z', place: 1 }
const at = (time: string) => minutesWaited(hand, Date.parse(`2026-11-23T${time}Z`))

it('counts whole minutes, and never less than none', () => {
  expect(at('08:59:59')).toBe(0)
  expect(at('09:00:59')).toBe(0)
  expect(at('09:01:00')).toBe(1)
  expect(at('10:10:30')).toBe(70)
})

it('knows who has a place', () => {
  expect(placeOf([hand], 'p-amina')).toBe(1)
  expect(placeOf([hand], 'p-louis')).toBeNull()
})
