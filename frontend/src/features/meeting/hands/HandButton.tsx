/** My hand: up or down; up, it carries my place in the queue. */
import { Hand } from 'lucide-react'
import { useId } from 'react'
import { useWords } from '../../../words/words'
import { Control } from '../controls/Control'
import { useMay } from '../moderation/powers'
import { toggleHand, useMyHand } from './hands'

export function HandButton({ shortcut }: { shortcut?: string }) {
  const say = useWords()
  const { isRaised, place } = useMyHand()
  const told = useId()
  const may = useMay('hand')
  const hasPlace = isRaised && place !== null
  return (
    <>
      <Control
        label="hands.hand"
        name="hands.raise"
        icon={Hand}
        shortcut={shortcut}
        isOn={isRaised}
        barred={may || isRaised ? undefined : 'host.barred_hand'}
        badge={hasPlace ? place : undefined}
        aria-describedby={hasPlace ? told : undefined}
        onPress={toggleHand}
      />
      {hasPlace && (
        <span id={told} hidden>
          {say('hands.place', { place })}
        </span>
      )}
    </>
  )
}
