/** Is this meeting recorded, am I in it, and what can I do about it? The recorder itself says whether it lives and what it
 *  keeps; the server says who asked for it and what I answered. */
import { create } from 'zustand'
import { Refusal, Unreachable } from '../../../api/client'
import type { RecordingNow } from '../../../api/types'
import { announce } from '../../../call/announcer'
import { type Mode, type Recorder, useRecorder } from '../../../call/recorder'
import { toast } from '../../../ui/toasts'
import type { WordKey } from '../../../words/words'
import { askMeeting, useHappenings } from '../happenings'
import { toastTrouble } from '../trouble'

export type Status = 'none' | 'starting' | 'recording' | 'interrupted'

type Running = RecordingNow['running']

type Known = {
  running: Running
  mayRecord: boolean
  mayAsk: boolean
  /** Who would like a recording and has no answer: for whoever may give one, and for themselves. */
  asked: RecordingNow['asked']
  /** For who may record: why it has not begun by itself. */
  waitsFor: RecordingNow['waits_for']
  /** The question stands, because it was not answered yet or because I wish to change my answer. */
  isAsking: boolean
  /** The dialog before a start. */
  isAbout: boolean
}

const unknown: Known = {
  running: null,
  mayRecord: false,
  mayAsk: false,
  asked: null,
  waitsFor: '',
  isAsking: false,
  isAbout: false,
}

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

export function useMode(): Mode {
  const recorder = useRecorder((state) => state.recorder)
  const running = useRecording((state) => state.running)
  return running?.mode ?? recorder?.mode ?? 'video'
}

/** What is told of it, for a sentence. */
export function toldOf({ mode, wants_words }: { mode: Mode; wants_words: boolean }) {
  return { mode, words: wants_words && mode !== 'words' ? 'yes' : 'no' }
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
  const { running: before, isAsking, asked: askedBefore } = useRecording.getState()
  const { running, asked } = now
  useRecording.setState({
    running,
    mayRecord: now.may_record,
    mayAsk: now.may_ask,
    asked,
    waitsFor: now.waits_for,
    isAsking: running !== null && (running.agrees === null || (isAsking && running.id === before?.id)),
  })
  const wasMine = askedBefore?.identity === useHappenings.getState().me
  if (wasMine && !asked && !running && !now.may_record) toast('recording.declined')
  if (before && !running && now.failure)
    toast(failures[now.failure] ?? 'recording.failed', undefined, { kind: 'danger' })
}

export function forgetRecording(): void {
  useRecording.setState(unknown)
}

export type Wish = { mode: Mode; wants_words: boolean; with_names: boolean }

export async function start(wish: Wish): Promise<void> {
  useRecording.setState({ isAbout: false })
  await act(() => askMeeting('POST', '/recording', wish))
}

/** Of those who may. */
export async function askForRecording(): Promise<void> {
  if (await act(() => askMeeting('POST', '/recording/ask')))
    toast('recording.asked', undefined, { kind: 'good' })
}

export async function decline(): Promise<void> {
  await act(() => askMeeting('DELETE', '/recording/ask'))
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
