/** What does the person's speaker play, and what do others hear of them? A short chime, and three seconds of their own voice. */
import { mediaDevices } from './devices'

/** Hertz, one soft note after the other. */
export type Notes = readonly number[]

/** Two notes, a fifth apart, on the chosen speaker. Resolves when they have faded. */
export async function playTestSound(speakerId?: string): Promise<void> {
  await playNotes([523.25, 783.99], { speakerId, loudness: 0.25, lasts: 0.9 })
}

type Manner = { speakerId?: string | undefined; loudness: number; lasts: number }

export async function playNotes(notes: Notes, { speakerId, loudness, lasts }: Manner): Promise<void> {
  const apart = lasts / 4
  await play(speakerId, (context, out) => {
    for (const [place, hertz] of notes.entries()) {
      const note = new OscillatorNode(context, { frequency: hertz })
      const gain = new GainNode(context, { gain: 0 })
      const start = context.currentTime + place * apart
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(loudness, start + 0.03)
      gain.gain.exponentialRampToValueAtTime(0.001, start + lasts)
      note.connect(gain).connect(out)
      note.start(start)
      note.stop(start + lasts)
    }
    return (notes.length - 1) * apart + lasts + 0.05
  })
}

/** Keeps what the microphone hears, in memory only. */
export async function recordSample(track: MediaStreamTrack, seconds: number): Promise<ArrayBuffer> {
  const recorder = new MediaRecorder(new MediaStream([track]))
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const stopped = new Promise<void>((resolve, reject) => {
    recorder.addEventListener('stop', () => resolve(), { once: true })
    recorder.addEventListener(
      'error',
      () => reject(new DOMException('Recording failed.', 'NotReadableError')),
      {
        once: true,
      },
    )
  })
  recorder.start()
  setTimeout(() => recorder.state !== 'inactive' && recorder.stop(), seconds * 1000)
  await stopped
  return new Blob(parts).arrayBuffer()
}

export async function playSample(sample: ArrayBuffer, speakerId?: string): Promise<void> {
  await play(speakerId, async (context, out) => {
    const buffer = await context.decodeAudioData(sample)
    const source = new AudioBufferSourceNode(context, { buffer })
    source.connect(out)
    source.start()
    return buffer.duration
  })
}

/** Through an audio element rather than the context's own exit: choosing its speaker works in more browsers. */
async function play(
  speakerId: string | undefined,
  perform: (context: AudioContext, out: AudioNode) => number | Promise<number>,
): Promise<void> {
  const context = new AudioContext()
  const audio = new Audio()
  try {
    const out = context.createMediaStreamDestination()
    audio.srcObject = out.stream
    if (speakerId && canChooseSpeaker()) await audio.setSinkId(speakerId)
    await Promise.all([context.resume(), audio.play()])
    const seconds = await perform(context, out)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  } finally {
    audio.srcObject = null
    await context.close()
  }
}

/** Safari keeps the system's speaker. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype && mediaDevices() !== undefined
}
