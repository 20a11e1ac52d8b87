/** What stands in the "more" menu. */
import {
  Copy,
  Keyboard,
  Maximize,
  MessageSquareText,
  Minimize,
  PictureInPicture2,
  Settings,
  ShieldCheck,
} from 'lucide-react'
import { setSaver } from '../../../call/call'
import { useCall, useIsHost } from '../../../call/store'
import { prefer, type Saver, usePreferences } from '../../../preferences'
import { useWords, type WordKey } from '../../../words/words'
import { CaptionsItems } from '../captions/CaptionsItems'
import { lock, useDoor } from '../door/door'
import { useInvite } from '../invite/link'
import { chooseLayout, layouts } from '../layouts'
import { shareMicrophone, useShared } from '../microphone/shared'
import { useAdmits, useMay } from '../moderation/powers'
import { canFloat, toggleFloating, useFloating } from '../pip/floating'
import { RecordItem } from '../recording/RecordItem'
import { toggleFullScreen } from '../stage/fullScreen'
import { useChord } from './chord'
import { ActionItem, ChoiceSection, ToggleSection } from './MenuPopover'

/** What opens elsewhere. */
export type MoreDoors = {
  onSettings: () => void
  onShortcuts: () => void
  onLog: () => void
  onPowers: () => void
}

const savers: { id: Saver; label: WordKey }[] = [
  { id: 'full', label: 'controls.saver_full' },
  { id: 'economy', label: 'controls.saver_economy' },
  { id: 'audio', label: 'controls.saver_audio' },
]

export function MoreItems({ doors, withLayouts = false }: { doors: MoreDoors; withLayouts?: boolean }) {
  const say = useWords()
  const isHost = useIsHost()
  const admits = useAdmits()
  const mayInvite = useMay('invite')
  const isLocked = useDoor((state) => state.isLocked)
  const saver = useCall((state) => state.saver)
  const { layout, hideSelf } = usePreferences()
  const { isOpen: isFloating } = useFloating()
  const { copy } = useInvite()
  const { isShared } = useShared()
  const fullScreen = useChord('full_screen')
  const help = useChord('help')
  const isFull = document.fullscreenElement !== null
  return (
    <>
      {withLayouts && (
        <ChoiceSection
          title="stage.layout"
          choices={layouts.map(({ id, label }) => ({ id, label: say(label) }))}
          chosen={layout}
          onChoose={chooseLayout}
        />
      )}
      <ChoiceSection
        title="controls.saver"
        choices={savers.map(({ id, label }) => ({ id, label: say(label) }))}
        chosen={saver}
        onChoose={setSaver}
      />
      <ToggleSection
        id="hide_self"
        label="stage.hide_self"
        isOn={hideSelf}
        onChange={(isOn) => prefer({ hideSelf: isOn })}
      />
      <ToggleSection
        id="shared_microphone"
        label="controls.shared_microphone"
        isOn={isShared}
        onChange={(isOn) => void shareMicrophone(isOn)}
      />
      {isHost && admits && (
        <ToggleSection id="lock" label="door.lock" isOn={isLocked} onChange={(isOn) => void lock(isOn)} />
      )}
      <RecordItem />
      <CaptionsItems withMine={withLayouts} />
      {mayInvite && <ActionItem id="copy" label="invite.copy" icon={Copy} onAction={() => void copy()} />}
      {canFloat() && (
        <ActionItem
          id="float"
          label={isFloating ? 'controls.float_close' : 'controls.float'}
          icon={PictureInPicture2}
          onAction={() => void toggleFloating()}
        />
      )}
      {document.fullscreenEnabled && (
        <ActionItem
          id="full_screen"
          label={isFull ? 'stage.leave_full_screen' : 'stage.full_screen'}
          icon={isFull ? Minimize : Maximize}
          shortcut={fullScreen}
          onAction={() => void toggleFullScreen()}
        />
      )}
      {isHost && <ActionItem id="powers" label="host.powers" icon={ShieldCheck} onAction={doors.onPowers} />}
      <ActionItem id="log" label="meeting.log" icon={MessageSquareText} onAction={doors.onLog} />
      <ActionItem
        id="shortcuts"
        label="controls.shortcuts"
        icon={Keyboard}
        shortcut={help}
        onAction={doors.onShortcuts}
      />
      <ActionItem id="settings" label="controls.settings" icon={Settings} onAction={doors.onSettings} />
    </>
  )
}
