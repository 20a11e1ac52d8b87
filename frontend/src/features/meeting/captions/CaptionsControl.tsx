/** Show or hide captions where they are on; a host switches them on where they are not. Nobody else has anything to press. */
import { Captions, CaptionsOff } from 'lucide-react'
import { useIsHost } from '../../../call/store'
import { usePreferences } from '../../../preferences'
import { Control } from '../controls/Control'
import { useChord } from '../controls/chord'
import { useHappenings } from '../happenings'
import { pressCaptions } from './captions'

export function CaptionsControl() {
  const isOn = useHappenings((state) => state.captions)
  const isHost = useIsHost()
  const isShown = usePreferences((state) => state.captions) && isOn
  const shortcut = useChord('captions')
  if (!isOn && !isHost) return null
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
