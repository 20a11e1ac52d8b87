/** Do the screens and the backend mean the same? `tsc` answers; the types of the backend are written from its code. */
import { expectTypeOf, test } from 'vitest'
import type { Entry } from '../call/types'
import type { Message } from '../features/meeting/chat/messages'
import type { Hand } from '../features/meeting/hands/queue'
import type * as backend from './schema'

test('a ticket, a message and a hand are what the backend says they are', () => {
  expectTypeOf<backend.Entry>().toExtend<Entry>()
  expectTypeOf<Entry>().toExtend<backend.Entry>()
  expectTypeOf<backend.MessageOut>().toExtend<Message>()
  expectTypeOf<backend.HandOut>().toEqualTypeOf<Hand>()
})
