/** Is this meeting recorded, am I in it, and what can I do about it? The recorder itself says whether it lives; the server
 *  says who asked for it and what I answered. */
import { create } from 'zustand'
import { Refusal, Unreachable } from '../../../api/client'
import type { RecordingNow } from '../../../api/types'
import { announce } from '../../../call/announcer'
import { type Recorder, useRecorder } from '../../../call/recorder'
import { toast } from '../../../ui/toasts'
import type { WordKey } from '../../../words/words'
import { askMeeting } from '../happenings'
import { toastTrouble } from '../trouble'

export type Status = 'none' | 'starting' | 'recording' | 'interrupted'

type Running = RecordingNow['running']

type Known = {
  running: Running
  mayRecord: boolean
  /** The question stands, because it was not answered yet or because I wish to change my answer. */
  isAsking: boolean
  /** The dialog before a start. */
  isAbout: boolean
}

const unknown: Known = { running: null, mayRecord: false, isAsking: false, isAbout: false }

export const useRecording = create<Known>()(() => unknown)

/** Recorded is what the recorder says it is recording, now. */
export function statusOf(recorder: Recorder | null, isSilent: boolean, running: Running): Status {
  if (recorder?.state === 'ended') return 'none'
  if (recorder && isSilent) return running || recorder.recorded ? 'interrupted' : 'starting'
  if (recorder) return recorder.state === 'recording' ? 'recording' : 'starting'
  return running ? 'starting' : 'none'
}

export function useStatus(): Status {
  const { recorder, isSilent } = useRecorder()
  const running = useRecording((state) => state.running)
  return statusOf(recorder, isSilent, running)
}

const failures: Record<string, WordKey> = {
  storage: 'recording.failed_storage',
  none_free: 'recording.failed_none_free',
}

/** What the server knows; quiet when it does not answer, since it is asked again. */
export async function lookAtRecording(): Promise<void> {
  let now: RecordingNow
  try {
    now = await askMeeting<RecordingNow>('GET', '/recording')
  } catch (trouble) {
    if (trouble instanceof Refusal || trouble instanceof Unreachable) return
    throw trouble
  }
  const { running: before, isAsking } = useRecording.getState()
  const { running } = now
  useRecording.setState({
    running,
    mayRecord: now.may_record,
    isAsking: running !== null && (running.agrees === null || (isAsking && running.id === before?.id)),
  })
  if (before && !running && now.failure)
    toast(failures[now.failure] ?? 'recording.failed', undefined, { kind: 'danger' })
}

export function forgetRecording(): void {
  useRecording.setState(unknown)
}

export async function start(withNames: boolean): Promise<void> {
  useRecording.setState({ isAbout: false })
  await act(() => askMeeting('POST', '/recording', { with_names: withNames }))
}

export async function stop(): Promise<void> {
  await act(() => askMeeting('DELETE', '/recording'))
}

export async function answer(agrees: boolean): Promise<void> {
  const isDone = await act(() => askMeeting('PUT', '/recording/consent', { agrees }))
  if (!isDone) return
  useRecording.setState({ isAsking: false })
  announce('own', agrees ? 'recording.you_agreed' : 'recording.you_refused')
}

async function act(what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what()
    return true
  } catch (trouble) {
    toastTrouble(trouble, 'recording.unreachable')
    return false
  } finally {
    await lookAtRecording()
  }
}
