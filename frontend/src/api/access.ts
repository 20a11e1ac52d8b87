/** Who may come into a room, and in which words: one sentence each. */

import type { WordKey } from '../words/words'
import type { Access } from './types'

type AccessWords = { id: Access; label: WordKey; hint: WordKey }

export const accesses: readonly AccessWords[] = [
  { id: 'open', label: 'access.open', hint: 'access.open_hint' },
  { id: 'signed_in', label: 'access.signed_in', hint: 'access.signed_in_hint' },
  { id: 'knock', label: 'access.knock', hint: 'access.knock_hint' },
  { id: 'members', label: 'access.members', hint: 'access.members_hint' },
]

export function wordsOf(access: Access): AccessWords {
  return accesses.find(({ id }) => id === access) as AccessWords
}
