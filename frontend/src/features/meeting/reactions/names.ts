/** What is each reaction called? */
import type { WordKey } from '../../../words/words'
import type { ReactionKind } from './groups'

export const reactionNames = {
  thumbs_up: 'reactions.thumbs_up',
  clap: 'reactions.clap',
  heart: 'reactions.heart',
  laugh: 'reactions.laugh',
  surprise: 'reactions.surprise',
  celebrate: 'reactions.celebrate',
  thanks: 'reactions.thanks',
  yes: 'reactions.yes',
} as const satisfies Record<ReactionKind, WordKey>
