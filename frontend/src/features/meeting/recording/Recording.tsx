/** What of a recording is neither strip nor light: following it, saying it aloud, and the dialog before a start. */
import { useEffect, useRef } from 'react'
import { announce } from '../../../call/announcer'
import { useRecorder } from '../../../call/recorder'
import { roleNow, useCall } from '../../../call/store'
import { useHappenings } from '../happenings'
import { About } from './About'
import {
  forgetRecording,
  lookAtRecording,
  type Status,
  toldOf,
  useMode,
  useRecording,
  useStatus,
} from './recording'

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
  const news = useHappenings((state) => state.recordingNews)
  const role = useCall(roleNow)
  const waits = useRecording((state) => state.waitsFor !== '')
  const isWanted = isShown && isIn
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is told anew is a reason to look
  useEffect(() => {
    if (isWanted) void lookAtRecording()
  }, [isWanted, recorder, news, role])
  const mayChange = waits || status === 'starting' || status === 'interrupted'
  useEffect(() => {
    if (!isWanted || !mayChange) return
    const timer = setInterval(() => void lookAtRecording(), lookAgainMs)
    return () => clearInterval(timer)
  }, [isWanted, mayChange])
  useEffect(() => (isShown ? forgetRecording : undefined), [isShown])
}

/** Everybody is told aloud, whatever they chose not to hear of. */
function useSaid(isShown: boolean, status: Status): void {
  const before = useRef<Status>('none')
  const running = useRecording((state) => state.running)
  const mode = useMode()
  const isAsked = useRecording((state) => state.isAsking)
  const isConnected = useCall((state) => state.phase === 'connected')
  useEffect(() => {
    if (!isShown || !isConnected || before.current === status) return
    if (status === 'recording') announce('recording', 'recording.began', { mode })
    if (status === 'interrupted') announce('recording', 'recording.interrupted')
    if (status === 'none') announce('recording', 'recording.ended')
    before.current = status
  }, [isShown, isConnected, status, mode])
  const id = running?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: each recording asks once, however often it is looked at
  useEffect(() => {
    if (!isShown || !isAsked || !running) return
    const key = running.is_automatic ? 'recording.asks_by_itself' : 'recording.asks'
    announce('recording', key, { name: running.started_by, ...toldOf(running) })
  }, [isShown, isAsked, id])
}
