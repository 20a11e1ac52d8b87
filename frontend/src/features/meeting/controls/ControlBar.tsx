/** What can be done, always in view and always in this order; a phone shows five and keeps the others one press away. */
import { Separator } from 'react-aria-components/Separator'
import { Toolbar } from 'react-aria-components/Toolbar'
import { useWords } from '../../../words/words'
import { CaptionsControl } from '../captions/CaptionsControl'
import { HandButton } from '../hands/HandButton'
import { ReactionsButton } from '../reactions/ReactionsButton'
import styles from './ControlBar.module.css'
import { useChord } from './chord'
import { DeviceControl } from './DeviceControl'
import { LeaveControl } from './LeaveControl'
import { MoreControl } from './MoreControl'
import { ChatControl, PeopleControl } from './PanelControls'
import { ShareControl } from './ShareControl'

type ControlBarProps = {
  phone: boolean
  /** At the edge, one under the other. */
  upright: boolean
  onSettings: (page: 'devices' | 'profile') => void
  onShortcuts: () => void
  onLog: () => void
  onPowers: () => void
}

export function ControlBar({ phone, upright, onSettings, onShortcuts, onLog, onPowers }: ControlBarProps) {
  const say = useWords()
  const hand = useChord('hand')
  const reactions = useChord('reactions')
  const devices = phone ? undefined : () => onSettings('devices')
  const doors = { onSettings: () => onSettings('profile'), onShortcuts, onLog, onPowers }
  return (
    <Toolbar
      aria-label={say('controls.label')}
      orientation={upright ? 'vertical' : 'horizontal'}
      className={styles.bar ?? ''}
      data-phone={phone || undefined}
      data-region="controls"
    >
      <DeviceControl kind="microphone" onSettings={devices} />
      <DeviceControl kind="camera" onSettings={devices} />
      {phone ? (
        <HandButton shortcut={hand} />
      ) : (
        <>
          <Separator orientation="vertical" className={styles.line ?? ''} />
          <ShareControl />
          <HandButton shortcut={hand} />
          <ReactionsButton shortcut={reactions} />
          <CaptionsControl />
          <Separator orientation="vertical" className={styles.line ?? ''} />
          <ChatControl />
          <PeopleControl />
        </>
      )}
      <MoreControl phone={phone} doors={doors} />
      <LeaveControl />
    </Toolbar>
  )
}
