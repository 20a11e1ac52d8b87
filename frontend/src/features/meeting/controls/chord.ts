/** Which keys does this person press for an action? As printed on their keyboard, for tooltips. */
import { usePreferences } from '../../../preferences'
import { type Action, chordFor, formatChord } from '../../../shortcuts'

export function useChord(action: Action): string | undefined {
  const chord = usePreferences((state) => chordFor(action, state.shortcuts))
  return chord ? formatChord(chord) : undefined
}
