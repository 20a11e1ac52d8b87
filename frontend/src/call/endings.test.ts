import { DisconnectReason } from 'livekit-client'
import { expect, test } from 'vitest'
import { endingOf, endingOfRefusal } from './endings'

test.each([
  [DisconnectReason.CLIENT_INITIATED, 'left'],
  [DisconnectReason.DUPLICATE_IDENTITY, 'elsewhere'],
  [DisconnectReason.PARTICIPANT_REMOVED, 'removed'],
  [DisconnectReason.ROOM_DELETED, 'ended_for_all'],
])('what the server meant by %s', (reason, ending) => {
  expect(endingOf(reason)).toBe(ending)
})

test.each([
  undefined,
  DisconnectReason.UNKNOWN_REASON,
  DisconnectReason.SERVER_SHUTDOWN,
  DisconnectReason.STATE_MISMATCH,
  DisconnectReason.JOIN_FAILURE,
  DisconnectReason.SIGNAL_CLOSE,
  DisconnectReason.CONNECTION_TIMEOUT,
])('a line that merely broke (%s) is no ending', (reason) => {
  expect(endingOf(reason)).toBeNull()
})

test.each([
  [503, 'unavailable.livekit'],
  [500, 'unexpected'],
  [429, 'limit.too_many'],
])('a server that cannot just now (%i) may be asked again', (status, code) => {
  expect(endingOfRefusal({ status, code })).toBeNull()
})

test('a room that is gone and a pass that is void are final', () => {
  expect(endingOfRefusal({ status: 404, code: 'room.not_found' })).toBe('room_deleted')
  expect(endingOfRefusal({ status: 401, code: 'pass.invalid' })).toBe('ended_for_all')
  expect(endingOfRefusal({ status: 401, code: 'signin.required' })).toBe('refused')
})
