/** Does the chosen speaker speak? */
import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { chooseDevice, useDevices } from '../../call/devices'
import { playTestSound } from '../../call/sound'
import { useCall } from '../../call/store'
import { usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/toasts'

export function SpeakerTest() {
  const [isPlaying, setPlaying] = useState(false)
  const play = async () => {
    setPlaying(true)
    try {
      await playTestSound(speakerInUse())
    } catch (trouble) {
      if (!(trouble instanceof DOMException)) throw trouble
      toast('settings.speaker_failed', undefined, { kind: 'danger' })
    } finally {
      setPlaying(false)
    }
  }
  return (
    <Button label="settings.speaker_test" icon={Volume2} isPending={isPlaying} onPress={() => void play()} />
  )
}

function speakerInUse(): string | undefined {
  const inCall = useCall.getState().devices.speaker
  return inCall || chooseDevice(useDevices.getState().speaker, usePreferences.getState().speakers)
}
