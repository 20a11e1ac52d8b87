/** A device went away, or is back: what is used now, and another choice. */
import { ChevronDown, Plug, Unplug } from 'lucide-react'
import { setCamera, setMicrophone, switchDevice } from '../../../call/call'
import { type DeviceKind, useDevices } from '../../../call/devices'
import { type LostDevice, useCall } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { MenuButton } from '../../../ui/Menu'
import { useWords, type WordKey } from '../../../words/words'
import { Strip } from './Strip'

const sentences: Record<DeviceKind, { replaced: WordKey; none: WordKey; back: WordKey }> = {
  microphone: {
    replaced: 'announce.microphone_lost',
    none: 'announce.microphone_lost_none',
    back: 'announce.microphone_back',
  },
  camera: {
    replaced: 'announce.camera_lost',
    none: 'announce.camera_lost_none',
    back: 'announce.camera_back',
  },
  speaker: {
    replaced: 'announce.speaker_lost',
    none: 'announce.speaker_lost',
    back: 'announce.speaker_back',
  },
}

const turnOff = {
  microphone: { label: 'strips.microphone_off', act: () => setMicrophone(false) },
  camera: { label: 'strips.camera_off', act: () => setCamera(false) },
} as const

/** Said by the announcer already; here it stays to be read and answered. */
export function LostStrip() {
  const say = useWords()
  const gone = useCall((state) => state.deviceLost)
  if (!gone) return null
  const { kind, lost, now, isBack } = gone
  const sentence = sentences[kind][isBack ? 'back' : now ? 'replaced' : 'none']
  return (
    <Strip
      icon={isBack ? Plug : Unplug}
      kind={isBack ? 'info' : 'warn'}
      actions={
        <>
          {!isBack && <OtherChoices gone={gone} />}
          <Button label={isBack ? 'strips.keep' : 'strips.seen'} kind="quiet" onPress={seen} />
          {isBack && (
            <Button label="strips.use_again" kind="primary" onPress={() => void use(kind, lost.id)} />
          )}
        </>
      }
    >
      {say(sentence, { lost: lost.label, now: now?.label ?? '' })}
    </Strip>
  )
}

/** What took its place may be the wrong one: another, or none at all. */
function OtherChoices({ gone: { kind, now } }: { gone: LostDevice }) {
  const known = useDevices((devices) => devices[kind])
  const isOn = useCall((state) => kind !== 'speaker' && state[kind] !== 'off')
  const others = known.filter(({ id, label }) => id && label && id !== now?.id)
  const uses = others.map((device) => ({
    id: device.id,
    label: 'strips.use_device' as const,
    values: { device: device.label },
    onAction: () => void use(kind, device.id),
  }))
  const off = kind !== 'speaker' && isOn ? turnOff[kind] : undefined
  const items = [
    ...uses,
    ...(off ? [{ id: 'off', label: off.label, onAction: () => void off.act().then(seen) }] : []),
  ]
  return items.length > 0 && <MenuButton label="strips.choose_another" icon={ChevronDown} items={items} />
}

async function use(kind: DeviceKind, id: string): Promise<void> {
  seen()
  await switchDevice(kind, id)
}

function seen(): void {
  useCall.setState({ deviceLost: null })
}
