/** How does a reaction leave? */
import { askMeeting } from '../happenings'
import { toastTrouble } from '../trouble'
import type { ReactionKind } from './groups'

/** It comes back on the stream like everybody's, so that all see the same. */
export async function react(kind: ReactionKind): Promise<void> {
  try {
    await askMeeting('POST', '/reactions', { kind })
  } catch (trouble) {
    toastTrouble(trouble, 'reactions.failed')
  }
}
