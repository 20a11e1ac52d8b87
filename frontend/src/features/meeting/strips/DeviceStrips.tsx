/** Something is wrong with my microphone, camera or speaker: what happened and what can be done. */
import { TriangleAlert, VideoOff } from 'lucide-react'
import { setCamera, setMicrophone } from '../../../call/call'
import type { DeviceTrouble } from '../../../call/devices'
import { useCall } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { useWords, type WordKey } from '../../../words/words'
import { Strip, useAnnounced } from './Strip'

type DeviceKind = 'microphone' | 'camera'

const troubles: Record<DeviceKind, Record<DeviceTrouble, WordKey>> = {
  microphone: {
    denied: 'strips.microphone_denied',
    none: 'strips.microphone_none',
    busy: 'strips.microphone_busy',
    insecure: 'strips.insecure',
    other: 'strips.microphone_other',
  },
  camera: {
    denied: 'strips.camera_denied',
    none: 'strips.camera_none',
    busy: 'strips.camera_busy',
    insecure: 'strips.insecure',
    other: 'strips.camera_other',
  },
}

/** My microphone or camera did not open: why, and the one thing to do. */
export function TroubleStrip({ kind, onSettings }: { kind: DeviceKind; onSettings: () => void }) {
  const say = useWords()
  const trouble = useCall((state) => (kind === 'microphone' ? state.microphoneTrouble : state.cameraTrouble))
  const sentence = trouble && troubles[kind][trouble]
  useAnnounced('trouble', sentence)
  if (!sentence) return null
  const again = () => void (kind === 'microphone' ? setMicrophone(true) : setCamera(true))
  const dismiss = () =>
    useCall.setState(kind === 'microphone' ? { microphoneTrouble: null } : { cameraTrouble: null })
  return (
    <Strip
      icon={kind === 'microphone' ? TriangleAlert : VideoOff}
      kind="warn"
      actions={
        <>
          <Button label="strips.go_on_without" kind="quiet" onPress={dismiss} />
          {trouble === 'busy' && <Button label="controls.device_settings" onPress={onSettings} />}
          <Button label="strips.try_again" kind="primary" onPress={again} />
        </>
      }
    >
      {say(sentence)}
    </Strip>
  )
}
