/** Which of somebody's screens is this? A number only where there are several, else 0: one alone is named by its owner. */
import { type CallState, useCall } from '../../../call/store'

export function screenNumber(id: string, { screens, pictures }: Pick<CallState, 'screens' | 'pictures'>) {
  const theirs = screens.filter((other) => pictures[other]?.identity === pictures[id]?.identity)
  return theirs.length > 1 ? theirs.indexOf(id) + 1 : 0
}

export function useScreenNumber(id: string): number {
  return useCall((state) => screenNumber(id, state))
}
