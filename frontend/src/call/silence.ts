/** Does the microphone hear this person? Decides from levels only, so it is tested without a microphone. */

export type Hearing =
  | 'waiting' // too early to tell
  | 'heard' // a voice came through
  | 'unheard' // nothing at all for a while: the plug, the button on the headset, another device

const voice = 0.22
// A word is long; the click of a cable is not.
const wordMs = 200
// People read the page first; a warning before they had a chance to speak would be noise.
const patienceMs = 6000

export type Listening = { hearing: Hearing; voiceMs: number; silenceMs: number }

export const startListening: Listening = { hearing: 'waiting', voiceMs: 0, silenceMs: 0 }

/** What we know after one more level, `elapsedMs` after the last. Once heard stays heard: people are quiet while they wait. */
export function listen(known: Listening, level: number, elapsedMs: number): Listening {
  if (known.hearing === 'heard') return known
  const voiceMs = level >= voice ? known.voiceMs + elapsedMs : 0
  const silenceMs = level >= voice ? 0 : known.silenceMs + elapsedMs
  if (voiceMs >= wordMs) return { hearing: 'heard', voiceMs, silenceMs }
  return { hearing: silenceMs >= patienceMs ? 'unheard' : known.hearing, voiceMs, silenceMs }
}
