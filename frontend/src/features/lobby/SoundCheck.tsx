/** Am I heard, and do I hear? One line of text, a chime to play, three seconds to record and listen to. */
import { Mic, Volume2 } from 'lucide-react'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { chooseDevice, useDevices } from '../../call/devices'
import { usePreview } from '../../call/preview'
import type { Hearing } from '../../call/silence'
import { playSample, playTestSound, recordSample } from '../../call/sound'
import { usePreferences } from '../../preferences'
import { Notice } from '../../ui/Notice'
import { useWords, type WordKey } from '../../words/words'
import { useHearing } from './hearing'
import styles from './SoundCheck.module.css'

const sampleSeconds = 3

type Busy = 'chime' | 'recording' | 'listening'

const hearings: Record<Hearing, WordKey> = {
  waiting: 'lobby.sound.waiting',
  heard: 'lobby.sound.heard',
  unheard: 'lobby.sound.waiting',
}

export function SoundCheck() {
  const say = useWords()
  const audio = usePreview((state) => state.audio)
  const meter = useRef<HTMLMeterElement>(null)
  const show = useCallback((level: number) => {
    if (meter.current) meter.current.value = level
  }, [])
  const hearing = useHearing(audio, show)
  const { busy, failed, chime, sample } = useSounds(audio)

  return (
    <div className={styles.check}>
      <div className={styles.row}>
        <p role="status" className={styles.said}>
          {busy === 'recording'
            ? say('lobby.sound.recording')
            : busy === 'listening'
              ? say('lobby.sound.listening')
              : audio && hearing !== 'muted' && say(hearings[hearing])}
        </p>
        {audio && (
          <meter ref={meter} className="unseen" aria-label={say('lobby.sound.level')} min={0} max={1} />
        )}
        <SmallButton icon={<Volume2 aria-hidden />} onPress={chime} isDisabled={busy !== undefined}>
          {say(busy === 'chime' ? 'lobby.sound.playing' : 'lobby.sound.chime')}
        </SmallButton>
        {audio && (
          <SmallButton icon={<Mic aria-hidden />} onPress={sample} isDisabled={busy !== undefined}>
            {say('lobby.sound.record', { seconds: sampleSeconds })}
          </SmallButton>
        )}
      </div>
      <div role="status" className={styles.warning}>
        {hearing === 'unheard' && <Notice kind="warn">{say('lobby.sound.unheard')}</Notice>}
        {hearing === 'muted' && <Notice kind="warn">{say('lobby.sound.muted')}</Notice>}
      </div>
      {failed && (
        <Notice kind="warn" role="alert">
          {say('lobby.sound.failed')}
        </Notice>
      )}
    </div>
  )
}

function useSounds(audio: MediaStreamTrack | undefined) {
  const [busy, setBusy] = useState<Busy>()
  const [failed, setFailed] = useState(false)
  const { speakers } = usePreferences()
  const speaker = chooseDevice(useDevices().speaker, speakers)

  const attempt = async (sounds: () => Promise<void>) => {
    setFailed(false)
    try {
      await sounds()
    } catch (trouble) {
      // The speaker or the microphone went away, or the browser cannot record: said, and nothing else depends on it.
      if (!(trouble instanceof DOMException)) throw trouble
      setFailed(true)
    } finally {
      setBusy(undefined)
    }
  }
  const chime = () =>
    attempt(async () => {
      setBusy('chime')
      await playTestSound(speaker)
    })
  const sample = () =>
    attempt(async () => {
      if (!audio) return
      setBusy('recording')
      const heard = await recordSample(audio, sampleSeconds)
      setBusy('listening')
      await playSample(heard, speaker)
    })
  return { busy, failed, chime, sample }
}

type SmallButtonProps = { icon: ReactNode; children: string; onPress: () => void; isDisabled: boolean }

/** A button as quiet as the sentence it stands in, with a target as large as any. */
function SmallButton({ icon, children, onPress, isDisabled }: SmallButtonProps) {
  return (
    <AriaButton className={styles.small ?? ''} onPress={onPress} isDisabled={isDisabled}>
      {icon}
      <span>{children}</span>
    </AriaButton>
  )
}
