/** What the "more" menu has of captions: for everybody, for me where the bar has no room for it, and all that was said. */
import { ScrollText } from 'lucide-react'
import { prefer, usePreferences } from '../../../preferences'
import { ActionItem, ToggleSection } from '../controls/MenuPopover'
import { useHappenings } from '../happenings'
import { useMay } from '../moderation/powers'
import { togglePanel } from '../panel'
import { switchCaptions } from './captions'

export function CaptionsItems({ withMine }: { withMine: boolean }) {
  const isOn = useHappenings((state) => state.captions)
  const maySwitch = useMay('captions')
  const isShown = usePreferences((state) => state.captions)
  return (
    <>
      {maySwitch && (
        <ToggleSection
          id="captions_for_all"
          label="captions.for_all"
          isOn={isOn}
          onChange={(on) => void switchCaptions(on)}
        />
      )}
      {isOn && withMine && (
        <ToggleSection
          id="captions_for_me"
          label="captions.show_me"
          isOn={isShown}
          onChange={(captions) => prefer({ captions })}
        />
      )}
      {isOn && (
        <ActionItem
          id="captions_history"
          label="captions.history"
          icon={ScrollText}
          onAction={() => togglePanel('captions')}
        />
      )}
    </>
  )
}
