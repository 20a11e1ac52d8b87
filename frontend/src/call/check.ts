/** Is the line good enough for a meeting? Two quiet seconds of small requests to our server and to the SFU. */

/** Milliseconds of each answer, `null` for none. */
export type Sample = (number | null)[]

export type Line =
  | 'good'
  | 'fair' // works; the picture may be softer
  | 'weak' // sound first
  | 'no_media' // our server answers, the SFU does not: often a company's network
  | 'offline'

const lastingMs = 2000
const requests = 5
// Round trips: a talk feels direct up to about 150 ms (ITU-T G.114 allows 150 ms one way), laborious from 400 ms on.
const directMs = 150
const laboriousMs = 400
const unsteadyMs = 150

export function verdict(ours: Sample, media?: Sample): Line {
  if (answers(ours).length === 0) return 'offline'
  if (media && answers(media).length === 0) return 'no_media'
  const lines = [ours, media ?? ours].map(grade)
  return lines.includes('weak') ? 'weak' : lines.includes('fair') ? 'fair' : 'good'
}

function grade(sample: Sample): 'good' | 'fair' | 'weak' {
  const times = answers(sample).sort((one, other) => one - other)
  const median = times[Math.floor((times.length - 1) / 2)] ?? Number.POSITIVE_INFINITY
  const lost = sample.length - times.length
  // One late answer is a hiccup, often of this very machine that still opens the camera; two are an unsteady line.
  const spread = (times.at(-2) ?? 0) - (times[0] ?? 0)
  if (median > laboriousMs || lost > 1) return 'weak'
  if (median > directMs || lost === 1 || spread > unsteadyMs) return 'fair'
  return 'good'
}

function answers(sample: Sample): number[] {
  return sample.filter((time): time is number => time !== null)
}

/** Never throws and never takes longer than two seconds. Without the SFU's address, only our server is asked. */
export async function checkLine(livekitUrl?: string): Promise<Line> {
  const until = AbortSignal.timeout(lastingMs)
  const [ours, media] = await Promise.all([
    measure('/livez', until),
    livekitUrl ? measure(livekitUrl.replace(/^ws/, 'http'), until) : undefined,
  ])
  return verdict(ours, media)
}

/** One after the other, as a call would: side by side they would queue behind one another. */
async function measure(url: string, signal: AbortSignal): Promise<Sample> {
  // The first opens the connection; it tells nothing about the way.
  if ((await roundTrip(url, signal)) === null) return [null]
  const sample: Sample = []
  while (sample.length < requests && !signal.aborted) sample.push(await roundTrip(url, signal))
  // The one our own deadline cut short was not lost by the line.
  return signal.aborted && sample.length > 1 ? sample.slice(0, -1) : sample
}

async function roundTrip(url: string, signal: AbortSignal): Promise<number | null> {
  const start = performance.now()
  try {
    await fetch(url, { method: 'HEAD', cache: 'no-store', mode: 'no-cors', credentials: 'omit', signal })
    return performance.now() - start
  } catch {
    return null
  }
}
