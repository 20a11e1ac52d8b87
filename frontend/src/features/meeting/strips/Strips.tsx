/** Everything that has to be said or answered now, one under the other, above the stage. */
import { Gauge, Mic, MicOff, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { announce } from '../../../call/announcer'
import { setMicrophone, setSaver, startAudio } from '../../../call/call'
import { useCall } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { answerUnmute } from '../moderation/hosting'
import { RecordingStrip } from '../recording/RecordingStrip'
import { CaptionsStrip } from './CaptionsStrip'
import { TroubleStrip } from './DeviceStrips'
import { DoorStrip } from './DoorStrip'
import { LostStrip } from './LostStrip'
import { PresenterStrips } from './PresenterStrip'
import { ScreenTabs } from './ScreenTabs'
import { Strip, useAnnounced } from './Strip'
import styles from './Strips.module.css'

export function Strips({ onSettings }: { onSettings: () => void }) {
  return (
    <div className={styles.strips}>
      <DoorStrip />
      <RecordingStrip />
      <SoundStrip />
      <AskedStrip />
      <TroubleStrip kind="microphone" onSettings={onSettings} />
      <TroubleStrip kind="camera" onSettings={onSettings} />
      <LostStrip />
      <MutedStrip />
      <SaverStrip />
      <CaptionsStrip />
      <PresenterStrips />
      <ScreenTabs />
    </div>
  )
}

/** Browsers let a page speak only after the person did something on it. */
function SoundStrip() {
  const say = useWords()
  const canPlay = useCall((state) => state.canPlayAudio)
  useAnnounced('trouble', !canPlay && 'strips.sound_waits')
  if (canPlay) return null
  return (
    <Strip
      icon={Volume2}
      kind="info"
      actions={<Button label="strips.hear" icon={Volume2} kind="primary" onPress={() => void startAudio()} />}
    >
      {say('strips.sound_waits')}
    </Strip>
  )
}

/** A host asks me to speak; only I turn my microphone on. */
function AskedStrip() {
  const say = useWords()
  const name = useHappenings((state) => state.asked)
  const isOff = useCall((state) => state.microphone === 'off')
  const isAsked = name !== null && isOff
  useEffect(() => {
    if (isAsked) announce('trouble', 'host.asks_to_unmute', { name })
  }, [isAsked, name])
  if (!isAsked) return null
  const accept = () => {
    void answerUnmute(true)
    void setMicrophone(true)
  }
  return (
    <Strip
      icon={Mic}
      kind="info"
      actions={
        <>
          <Button label="host.stay_muted" kind="quiet" onPress={() => void answerUnmute(false)} />
          <Button label="strips.open_microphone" kind="primary" onPress={accept} />
        </>
      }
    >
      {say('host.asks_to_unmute', { name })}
    </Strip>
  )
}

const mutedHintEveryMs = 60_000
const mutedHintForMs = 8_000

/** Once a minute at most: it helps the first time and nags the second. */
function MutedStrip() {
  const say = useWords()
  const talking = useCall((state) => state.talkingWhileMuted)
  const isOff = useCall((state) => state.microphone === 'off')
  const [shownAt, setShownAt] = useState(Number.NEGATIVE_INFINITY)
  const [isShown, setShown] = useState(false)

  useEffect(() => {
    if (!talking || performance.now() - shownAt < mutedHintEveryMs) return
    setShownAt(performance.now())
    setShown(true)
  }, [talking, shownAt])
  useEffect(() => {
    if (!isShown) return
    const timer = window.setTimeout(() => setShown(false), mutedHintForMs)
    return () => window.clearTimeout(timer)
  }, [isShown])

  useAnnounced('own', isShown && isOff && 'strips.talking_muted')
  if (!isShown || !isOff) return null
  return (
    <Strip
      icon={MicOff}
      kind="info"
      actions={<Button label="strips.open_microphone" onPress={() => void setMicrophone(true)} />}
    >
      {say('strips.talking_muted')}
    </Strip>
  )
}

/** A suggestion, never done silently. */
function SaverStrip() {
  const say = useWords()
  const suggested = useCall((state) => state.saverSuggested && state.saver === 'full')
  useAnnounced('own', suggested && 'strips.saver_suggested')
  if (!suggested) return null
  return (
    <Strip
      icon={Gauge}
      actions={
        <>
          <Button label="strips.saver_no" kind="quiet" onPress={() => setSaver('full')} />
          <Button label="strips.saver_yes" kind="primary" onPress={() => setSaver('economy')} />
        </>
      }
    >
      {say('strips.saver_suggested')}
    </Strip>
  )
}
