/** My microphone or my camera: on or off, and beside it which one. */
import { ChevronUp, Mic, MicOff, Settings, Video, VideoOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { setCamera, setMicrophone, switchDevice } from '../../../call/call'
import { type DeviceKind, listDevices, useDevices } from '../../../call/devices'
import { useCall } from '../../../call/store'
import type { Device } from '../../../call/types'
import { toast } from '../../../ui/toasts'
import { useWords, type WordKey } from '../../../words/words'
import { mayNow, useMay } from '../moderation/powers'
import { Control } from './Control'
import { useChord } from './chord'
import styles from './DeviceControl.module.css'
import { ActionItem, ChoiceSection, MenuPopover } from './MenuPopover'

type Kind = 'microphone' | 'camera'

type Facts = {
  icons: { on: typeof Mic; off: typeof Mic }
  words: { on: WordKey; off: WordKey; close: WordKey; open: WordKey; choose: WordKey }
  set: (on: boolean) => Promise<void>
  /** What its menu chooses. */
  devices: readonly DeviceKind[]
}

const facts: Record<Kind, Facts> = {
  microphone: {
    icons: { on: Mic, off: MicOff },
    words: {
      on: 'controls.microphone',
      off: 'controls.microphone_off',
      close: 'controls.microphone_close',
      open: 'controls.microphone_open',
      choose: 'controls.microphone_choose',
    },
    set: setMicrophone,
    devices: ['microphone', 'speaker'],
  },
  camera: {
    icons: { on: Video, off: VideoOff },
    words: {
      on: 'controls.camera',
      off: 'controls.camera_off',
      close: 'controls.camera_close',
      open: 'controls.camera_open',
      choose: 'controls.camera_choose',
    },
    set: setCamera,
    devices: ['camera'],
  },
}

const barred: Record<Kind, WordKey> = {
  microphone: 'host.barred_microphone',
  camera: 'host.barred_camera',
}

export function toggleDevice(kind: Kind): void {
  if (!mayNow(kind)) toast(barred[kind])
  else void facts[kind].set(useCall.getState()[kind] === 'off')
}

export function DeviceControl({ kind, onSettings }: { kind: Kind; onSettings?: (() => void) | undefined }) {
  const state = useCall((call) => call[kind])
  const shortcut = useChord(kind)
  const { icons, words } = facts[kind]
  const may = useMay(kind)
  const isOn = state !== 'off'
  return (
    <span className={styles.device} role="presentation">
      <Control
        kind="device"
        icon={isOn ? icons.on : icons.off}
        label={isOn ? words.on : words.off}
        name={isOn ? words.close : words.open}
        isOff={!isOn}
        shortcut={shortcut}
        barred={may ? undefined : barred[kind]}
        data-control={kind}
        onPress={() => toggleDevice(kind)}
      />
      {onSettings && <DeviceMenu kind={kind} onSettings={onSettings} />}
    </span>
  )
}

function DeviceMenu({ kind, onSettings }: { kind: Kind; onSettings: () => void }) {
  const say = useWords()
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const known = useDevices()
  const used = useCall((state) => state.devices)
  const { words, devices } = facts[kind]

  useEffect(() => {
    if (isOpen) void listDevices()
  }, [isOpen])

  return (
    <>
      <Button
        ref={opener}
        aria-label={say(words.choose)}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        className={styles.chevron ?? ''}
        onPress={() => setOpen(true)}
      >
        <ChevronUp aria-hidden />
      </Button>
      {isOpen && (
        <MenuPopover label={words.choose} opener={opener} onClose={() => setOpen(false)}>
          {devices
            .filter((each) => known[each].length > 0)
            .map((each) => (
              <ChoiceSection
                key={each}
                title={titles[each]}
                choices={known[each].map(({ id, label }) => ({ id, label: label || say(titles[each]) }))}
                chosen={chosenAmong(known[each], used[each])}
                onChoose={(id) => void switchDevice(each, id)}
              />
            ))}
          <ActionItem id="settings" label="controls.device_settings" icon={Settings} onAction={onSettings} />
        </MenuPopover>
      )}
    </>
  )
}

const titles: Record<DeviceKind, WordKey> = {
  microphone: 'controls.microphone',
  speaker: 'controls.speaker',
  camera: 'controls.camera',
}

/** Before a device was ever chosen it is the first one: the browser lists its default there. */
function chosenAmong(devices: Device[], used: string): string {
  return devices.find(({ id }) => id === used)?.id ?? devices[0]?.id ?? ''
}
