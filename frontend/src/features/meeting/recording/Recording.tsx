/** What of a recording is neither strip nor light: following it, saying it aloud, and the dialog before a start. */
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../call/announcer'
import { useRecorder } from '../../../call/recorder'
import { useCall } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Switch } from '../../../ui/Switch'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { forgetRecording, lookAtRecording, type Status, start, useRecording, useStatus } from './recording'

/** While it is not as it should be, what the server knows may change without the recorder's saying so. */
const lookAgainMs = 2_000

export function Recording({ isShown }: { isShown: boolean }) {
  const isAbout = useRecording((state) => state.isAbout)
  const status = useStatus()
  useFollowing(isShown, status)
  useSaid(isShown, status)
  return isAbout && <About />
}

function useFollowing(isShown: boolean, status: Status): void {
  const isIn = useHappenings((state) => state.loaded)
  const recorder = useRecorder(
    (state) => state.recorder && `${state.recorder.recording} ${state.recorder.state}`,
  )
  const isWanted = isShown && isIn
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the recorder says anew is a reason to look
  useEffect(() => {
    if (isWanted) void lookAtRecording()
  }, [isWanted, recorder])
  useEffect(() => {
    if (!isWanted || (status !== 'starting' && status !== 'interrupted')) return
    const timer = setInterval(() => void lookAtRecording(), lookAgainMs)
    return () => clearInterval(timer)
  }, [isWanted, status])
  useEffect(() => (isShown ? forgetRecording : undefined), [isShown])
}

/** Everybody is told aloud, whatever they chose not to hear of. */
function useSaid(isShown: boolean, status: Status): void {
  const before = useRef<Status>('none')
  const by = useRecording((state) => state.running?.started_by)
  const isAsked = useRecording((state) => state.isAsking)
  const isConnected = useCall((state) => state.phase === 'connected')
  useEffect(() => {
    if (!isShown || !isConnected || before.current === status) return
    if (status === 'recording') announce('recording', 'recording.began')
    if (status === 'interrupted') announce('recording', 'recording.interrupted')
    if (status === 'none') announce('recording', 'recording.ended')
    before.current = status
  }, [isShown, isConnected, status])
  useEffect(() => {
    if (isShown && isAsked && by) announce('recording', 'recording.asks', { name: by })
  }, [isShown, isAsked, by])
}

/** What will happen, before it does. */
function About() {
  const say = useWords()
  const [withNames, setWithNames] = useState(true)
  const close = () => useRecording.setState({ isAbout: false })
  return (
    <Dialog
      title="recording.about"
      isOpen
      onOpenChange={close}
      actions={
        <>
          <Button label="ui.cancel" onPress={close} />
          <Button label="recording.start" kind="primary" onPress={() => void start(withNames)} autoFocus />
        </>
      }
    >
      <p>{say('recording.about_why')}</p>
      <Switch label="recording.with_names" isSelected={withNames} onChange={setWithNames} />
    </Dialog>
  )
}
