/** Which microphone, camera and speaker; how much picture the line should carry. */
import { Mic, Video, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import {
  chooseDevice,
  type DeviceKind,
  listDevices,
  preferring,
  useDevices,
  watchDevices,
} from '../../call/devices'
import { canChooseSpeaker } from '../../call/sound'
import { useCall } from '../../call/store'
import { prefer, type Saver, usePreferences } from '../../preferences'
import type { Icon } from '../../ui/Button'
import { Choice } from '../../ui/Choice'
import { Switch } from '../../ui/Switch'
import { useWords, type WordKey } from '../../words/words'
import { CameraView } from './CameraView'
import styles from './Section.module.css'
import { SpeakerTest } from './SpeakerTest'

const icons: Record<DeviceKind, Icon> = { microphone: Mic, camera: Video, speaker: Volume2 }
const savers: Saver[] = ['full', 'economy', 'audio']

export function DevicesPage() {
  const say = useWords()
  const { resolution, saver, pushToTalk, hideSelf } = usePreferences()
  useFreshDevices()
  return (
    <div className={styles.choices}>
      <div data-setting="settings.microphone">
        <DeviceChoice kind="microphone" />
      </div>
      <div data-setting="settings.camera" className={styles.pair}>
        <DeviceChoice kind="camera" />
        <CameraView />
      </div>
      <div data-setting="settings.speaker" className={styles.pair}>
        {canChooseSpeaker() && <DeviceChoice kind="speaker" />}
        <SpeakerTest />
      </div>
      <div data-setting="settings.resolution">
        <Choice
          label="settings.resolution"
          value={resolution}
          onChange={(resolution) => prefer({ resolution })}
          options={[
            { id: '720p', label: say('settings.resolution_720') },
            { id: '1080p', label: say('settings.resolution_1080') },
          ]}
          hint={say('settings.resolution_hint')}
        />
      </div>
      <div data-setting="settings.saver">
        <Choice
          label="settings.saver"
          value={saver}
          onChange={chooseSaver}
          options={savers.map((id) => ({ id, label: say(`settings.saver_${id}`) }))}
          hint={say('settings.saver_hint')}
        />
      </div>
      <div data-setting="settings.push_to_talk">
        <Switch
          label="settings.push_to_talk"
          hint={say('settings.push_to_talk_hint')}
          isSelected={pushToTalk}
          onChange={(pushToTalk) => prefer({ pushToTalk })}
        />
      </div>
      <div data-setting="settings.hide_self">
        <Switch
          label="settings.hide_self"
          hint={say('settings.hide_self_hint')}
          isSelected={hideSelf}
          onChange={(hideSelf) => prefer({ hideSelf })}
        />
      </div>
    </div>
  )
}

function DeviceChoice({ kind }: { kind: DeviceKind }) {
  const say = useWords()
  const devices = useDevices((found) => found[kind]).filter(({ id }) => id)
  const priorities = usePreferences((state) => state[`${kind}s`])
  const inUse = useCall((state) => (state.phase === 'connected' ? state.devices[kind] : ''))
  const label: WordKey = `settings.${kind}`
  // Browsers name devices only to pages that were allowed to use them once.
  if (devices.length === 0)
    return (
      <Choice
        label={label}
        icon={icons[kind]}
        options={[{ id: '', label: say('settings.device_unknown') }]}
        value=""
        onChange={() => undefined}
        isDisabled
        hint={say('settings.device_unknown_hint')}
      />
    )
  return (
    <Choice
      label={label}
      icon={icons[kind]}
      options={devices.map(({ id, label }, at) => ({
        id,
        label: label || say('settings.device_number', { number: at + 1 }),
      }))}
      value={inUse || chooseDevice(devices, priorities) || (devices[0]?.id ?? '')}
      onChange={(id) => void chooseFor(kind, id, priorities)}
    />
  )
}

async function chooseFor(kind: DeviceKind, id: string, priorities: string[]): Promise<void> {
  prefer({ [`${kind}s`]: preferring(priorities, id) })
  const call = await callInProgress()
  await call?.switchDevice(kind, id)
}

async function chooseSaver(saver: Saver): Promise<void> {
  prefer({ saver })
  const call = await callInProgress()
  call?.setSaver(saver)
}

/** The call's own code, only where it is loaded already. */
async function callInProgress() {
  return useCall.getState().phase === 'connected' ? import('../../call/call') : undefined
}

function useFreshDevices(): void {
  const [, setSeen] = useState(0)
  useEffect(() => {
    void listDevices().then(() => setSeen((seen) => seen + 1))
    return watchDevices(() => setSeen((seen) => seen + 1))
  }, [])
}
