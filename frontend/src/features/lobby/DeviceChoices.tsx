/** Which microphone, speaker and camera; the browser's own lists, under the picture. */
import { Mic, Video, Volume2 } from 'lucide-react'
import { chooseDevice, type DeviceKind, preferring, useDevices } from '../../call/devices'
import { choosePreviewDevice, usePreview } from '../../call/preview'
import { canChooseSpeaker } from '../../call/sound'
import { prefer, usePreferences } from '../../preferences'
import type { Icon } from '../../ui/Button'
import { Choice } from '../../ui/Choice'
import { useWords, type WordKey } from '../../words/words'
import styles from './DeviceChoices.module.css'

type Kind = { label: WordKey; one: WordKey; system: WordKey; none: WordKey; icon: Icon }

const looks: Record<DeviceKind, Kind> = {
  microphone: {
    label: 'lobby.microphone',
    one: 'lobby.microphone.one',
    system: 'lobby.microphone.system',
    none: 'lobby.microphone.none',
    icon: Mic,
  },
  speaker: {
    label: 'lobby.speaker',
    one: 'lobby.speaker.one',
    system: 'lobby.speaker.system',
    none: 'lobby.speaker.system',
    icon: Volume2,
  },
  camera: {
    label: 'lobby.camera',
    one: 'lobby.camera.one',
    system: 'lobby.camera.system',
    none: 'lobby.camera.none',
    icon: Video,
  },
}

export function DeviceChoices() {
  const { video, audio } = usePreview()
  const { speakers } = usePreferences()
  const speaker = chooseDevice(useDevices().speaker, speakers)
  const chooseSpeaker = (id: string) => prefer({ speakers: preferring(speakers, id) })
  return (
    <div className={styles.choices}>
      <DeviceChoice
        kind="microphone"
        inUse={audio?.getSettings().deviceId}
        onChoose={(id) => choosePreviewDevice('microphone', id)}
      />
      {canChooseSpeaker() && <DeviceChoice kind="speaker" inUse={speaker} onChoose={chooseSpeaker} />}
      <DeviceChoice
        kind="camera"
        inUse={video?.getSettings().deviceId}
        onChoose={(id) => choosePreviewDevice('camera', id)}
      />
    </div>
  )
}

type DeviceChoiceProps = { kind: DeviceKind; inUse: string | undefined; onChoose: (id: string) => void }

function DeviceChoice({ kind, inUse, onChoose }: DeviceChoiceProps) {
  const say = useWords()
  const devices = useDevices((found) => found[kind])
  const priorities = usePreferences((state) => state[`${kind}s`])
  const look = looks[kind]
  // Before anything is allowed, browsers tell neither id nor label: one nameless entry, nothing to choose.
  const known = devices.filter(({ id }) => id)
  const options = known.map(({ id, label }, index) => ({
    id,
    label: label || say(look.one, { number: index + 1 }),
  }))
  if (options.length === 0) {
    const word = devices.length === 0 && kind !== 'speaker' ? look.none : look.system
    return (
      <Choice
        label={look.label}
        isLabelUnseen
        icon={look.icon}
        options={[{ id: '', label: say(word) }]}
        value=""
        onChange={onChoose}
        isDisabled
      />
    )
  }
  return (
    <Choice
      label={look.label}
      isLabelUnseen
      icon={look.icon}
      options={options}
      value={inUse ?? chooseDevice(known, priorities) ?? options[0]?.id ?? ''}
      onChange={onChoose}
    />
  )
}
