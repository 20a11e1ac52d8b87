/** How loud is this track, from 0 to 1? One shared AudioContext for all who ask; closed when nobody does. */

type Meter = { analyser: AnalyserNode; source: MediaStreamAudioSourceNode }

// Ten times a second is what an eye follows and a phone can afford.
const everyMs = 100
// 85 ms at 48 kHz: next to nothing that is said falls between two looks, and no click is seen twice.
const windowSamples = 4096
const floorDb = -60
const ceilingDb = -12

let context: AudioContext | undefined
let listeners = 0

/** Calls back until stopped. Where the browser wants a gesture before sound is looked at, silence lasts until the first one. */
export function levelOf(track: MediaStreamTrack, callback: (level: number) => void): () => void {
  const { analyser, source } = meter(track)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    if (context?.state !== 'running') return
    analyser.getFloatTimeDomainData(samples)
    callback(loudness(samples))
  }, everyMs)
  return () => {
    clearInterval(timer)
    source.disconnect()
    listeners -= 1
    if (listeners > 0) return
    void context?.close()
    context = undefined
  }
}

/** From -60 dB (a quiet room after noise suppression) to -12 dB (close and loud), straight in decibels as ears hear. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const decibels = 10 * Math.log10(power || Number.MIN_VALUE)
  return Math.min(1, Math.max(0, (decibels - floorDb) / (ceilingDb - floorDb)))
}

function meter(track: MediaStreamTrack): Meter {
  listeners += 1
  context ??= wake(new AudioContext({ latencyHint: 'balanced' }))
  const source = context.createMediaStreamSource(new MediaStream([track]))
  const analyser = context.createAnalyser()
  analyser.fftSize = windowSamples
  source.connect(analyser)
  return { analyser, source }
}

function wake(asleep: AudioContext): AudioContext {
  if (asleep.state === 'running') return asleep
  const resume = () => void (asleep.state === 'suspended' && asleep.resume())
  resume()
  for (const gesture of ['pointerdown', 'keydown'] as const)
    addEventListener(gesture, resume, { once: true, passive: true })
  return asleep
}
