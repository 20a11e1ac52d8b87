/** Is a recorder in the call, and is it alive? Its attributes are its heartbeat: who hears nothing of it for three seconds knows.
 *
 *  No LiveKit here, so that any screen may look; `hear-recorder.ts` listens.
 */
import { create } from 'zustand'

/** Picture and sound, everybody's sound, or each person's own for their words. */
export type Mode = 'video' | 'sound' | 'words'

export type Recorder = {
  /** Which recording it makes. */
  recording: string
  mode: Mode
  /** `recording` once its first bytes are safe, `ended` when it has closed it. */
  state: 'starting' | 'recording' | 'ended'
  seconds: number
  /** It, or one before it. */
  recorded: boolean
}

/** `isSilent`: it is there, or was a moment ago, and says nothing. */
export const useRecorder = create<{ recorder: Recorder | null; isSilent: boolean }>()(() => ({
  recorder: null,
  isSilent: false,
}))

/** It says something every second. */
const silentMs = 3_000

let timer: ReturnType<typeof setTimeout> | undefined

export function hear(attributes: Readonly<Record<string, string>>): void {
  clearTimeout(timer)
  const state =
    attributes.state === 'recording' || attributes.state === 'ended' ? attributes.state : 'starting'
  const { recorder: before } = useRecorder.getState()
  const recording = attributes.recording ?? ''
  // Another one, in place of one that recorded: until it does, nobody records.
  const takesOver = state === 'starting' && before?.recording === recording && before.recorded
  useRecorder.setState({
    recorder: {
      recording,
      mode: attributes.mode === 'sound' || attributes.mode === 'words' ? attributes.mode : 'video',
      state,
      seconds: Number(attributes.seconds) || 0,
      recorded: takesOver || state === 'recording',
    },
    isSilent: takesOver,
  })
  if (state !== 'ended') timer = setTimeout(() => useRecorder.setState({ isSilent: true }), silentMs)
}

/** It left: in good order, or without having ended. */
export function gone(): void {
  clearTimeout(timer)
  useRecorder.setState(({ recorder }) =>
    recorder && recorder.state !== 'ended' ? { isSilent: true } : { recorder: null, isSilent: false },
  )
}

export function forgetRecorder(): void {
  clearTimeout(timer)
  useRecorder.setState({ recorder: null, isSilent: false })
}
