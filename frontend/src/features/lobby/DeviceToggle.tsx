/** The round button that opens or closes the camera or the microphone, with the sound's level around the latter. */
import { Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import type { CaptureKind } from '../../call/devices'
import { setPreviewDevice, usePreview } from '../../call/preview'
import { usePreferences } from '../../preferences'
import { Tooltip } from '../../ui/Tooltip'
import { useWords, type WordKey } from '../../words/words'
import styles from './DeviceToggle.module.css'
import { LevelRing } from './LevelRing'

const drawings = { camera: { on: Video, off: VideoOff }, microphone: { on: Mic, off: MicOff } }

const names: Record<CaptureKind, WordKey> = { camera: 'lobby.camera', microphone: 'lobby.microphone' }
const verbs: Record<CaptureKind, { on: WordKey; off: WordKey }> = {
  camera: { on: 'lobby.camera.close', off: 'lobby.camera.open' },
  microphone: { on: 'lobby.microphone.close', off: 'lobby.microphone.open' },
}

export function DeviceToggle({ kind }: { kind: CaptureKind }) {
  const say = useWords()
  const wished = usePreferences((state) => (kind === 'camera' ? state.cameraOn : state.microphoneOn))
  const trouble = usePreview((state) => state.trouble[kind])
  const audio = usePreview((state) => state.audio)
  const state = wished && !trouble ? 'on' : 'off'
  const Drawing = drawings[kind][state]
  return (
    <Tooltip text={say(verbs[kind][state])}>
      <ToggleButton
        className={styles.toggle ?? ''}
        aria-label={say(names[kind])}
        isSelected={state === 'on'}
        onChange={(on) => void setPreviewDevice(kind, on)}
        data-trouble={trouble}
      >
        <Drawing aria-hidden />
        {trouble && <span className={styles.mark} aria-hidden />}
        {kind === 'microphone' && audio && <LevelRing track={audio} />}
      </ToggleButton>
    </Tooltip>
  )
}
