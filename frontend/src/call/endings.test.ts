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

test('a server that cannot just now may be asked again', () => {
  expect(endingOfRefusal('unavailable.livekit')).toBeNull()
})

test('a room that is gone and a pass that is void are final', () => {
  expect(endingOfRefusal('room.not_found')).toBe('room_deleted')
  expect(endingOfRefusal('pass.invalid')).toBe('ended_for_all')
  expect(endingOfRefusal('signin.required')).toBe('refused')
})
