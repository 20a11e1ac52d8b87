/** My hand: up or down; up, it carries my place in the queue. */
import { Hand } from 'lucide-react'
import { Control } from '../controls/Control'
import { toggleHand, useMyHand } from './hands'

export function HandButton({ shortcut }: { shortcut?: string }) {
  const { isRaised, place } = useMyHand()
  return (
    <Control
      label="hands.hand"
      name="hands.raise"
      icon={Hand}
      shortcut={shortcut}
      isOn={isRaised}
      badge={isRaised ? (place ?? undefined) : undefined}
      onPress={toggleHand}
    />
  )
}
