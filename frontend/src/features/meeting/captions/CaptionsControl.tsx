/** Show or hide captions where they are on; a host switches them on where they are not. Nobody else has anything to press. */
import { Captions, CaptionsOff } from 'lucide-react'
import { usePreferences } from '../../../preferences'
import { Control } from '../controls/Control'
import { useChord } from '../controls/chord'
import { useHappenings } from '../happenings'
import { useMay } from '../moderation/powers'
import { pressCaptions } from './captions'

export function CaptionsControl() {
  const isOn = useHappenings((state) => state.captions)
  const maySwitch = useMay('captions')
  const isShown = usePreferences((state) => state.captions) && isOn
  const shortcut = useChord('captions')
  if (!isOn && !maySwitch) return null
  return (
    <Control
      label="captions.control"
      name={isShown ? 'captions.hide' : isOn ? 'captions.show' : 'captions.start'}
      icon={isOn && !isShown ? CaptionsOff : Captions}
      shortcut={shortcut}
      isOn={isShown}
      data-control="captions"
      onPress={pressCaptions}
    />
  )
}
