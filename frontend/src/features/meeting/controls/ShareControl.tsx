/** Share a screen: first say what is in it, then the browser asks which. */
import { FileText, Film, MonitorUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { useCall } from '../../../call/store'
import type { ShareMode } from '../../../call/types'
import { Button, type Icon } from '../../../ui/Button'
import { Switch } from '../../../ui/Switch'
import { useWords, type WordKey } from '../../../words/words'
import { useMay } from '../moderation/powers'
import { Control } from './Control'
import { useChord } from './chord'
import styles from './ShareControl.module.css'
import { canShare, openShareChoice, startShare, useShareChoice } from './sharing'

type ShareControlProps = {
  /** Once it is said what is shared: the browser asks for the rest. */
  onShare?: () => void
}

export function ShareControl({ onShare }: ShareControlProps) {
  const opener = useRef<HTMLButtonElement>(null)
  const { isOpen } = useShareChoice()
  const isChoosing = useCall((state) => state.choosingScreen)
  const shortcut = useChord('share')
  const may = useMay('share')

  // Its sheet was closed, or the window became another: the next one opens with nothing asked.
  useEffect(() => () => openShareChoice(false), [])

  if (!canShare()) return null
  return (
    <>
      <Control
        ref={opener}
        label="controls.share"
        name="controls.share_name"
        icon={MonitorUp}
        shortcut={shortcut}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        isDisabled={isChoosing}
        barred={may ? undefined : 'host.barred_share'}
        data-control="share"
        onPress={() => openShareChoice(!isOpen)}
      />
      <Popover
        triggerRef={opener}
        isOpen={isOpen}
        onOpenChange={openShareChoice}
        placement="top"
        offset={10}
        className={styles.popover ?? ''}
      >
        <ShareChoice onShare={onShare} />
      </Popover>
    </>
  )
}

const modes: { id: ShareMode; label: WordKey; hint: WordKey; icon: Icon }[] = [
  { id: 'text', label: 'controls.share_text', hint: 'controls.share_text_hint', icon: FileText },
  { id: 'motion', label: 'controls.share_motion', hint: 'controls.share_motion_hint', icon: Film },
]

function ShareChoice({ onShare }: ShareControlProps) {
  const say = useWords()
  const { mode, sound } = useShareChoice()
  const isSharing = useCall((state) => state.ownScreens.length > 0)
  return (
    <Dialog className={styles.dialog ?? ''}>
      <Heading slot="title" level={2}>
        {say(isSharing ? 'controls.share_another' : 'controls.share_title')}
      </Heading>
      <RadioGroup
        aria-label={say('controls.share_mode')}
        value={mode}
        onChange={(value) => useShareChoice.setState({ mode: value as ShareMode })}
        className={styles.modes ?? ''}
      >
        {modes.map(({ id, label, hint, icon: Drawing }) => (
          <Radio key={id} value={id} className={styles.mode ?? ''}>
            <Drawing aria-hidden />
            <span>
              <strong>{say(label)}</strong>
              <small>{say(hint)}</small>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <Switch
        label="controls.share_sound"
        isSelected={sound}
        onChange={(isOn) => useShareChoice.setState({ sound: isOn })}
      />
      <p className={styles.hint}>{say('controls.share_mirror')}</p>
      <Button
        label="controls.share_start"
        icon={MonitorUp}
        kind="primary"
        wide
        autoFocus
        onPress={() => {
          void startShare()
          onShare?.()
        }}
      />
    </Dialog>
  )
}
