/** What is heard when somebody comes, goes or asks to speak? A soft note or two, in small meetings, if the person wants them. */
import { usePreferences } from '../preferences'
import { type Notes, playNotes } from './sound'
import { useCall } from './store'

/** Up is somebody more, down somebody less; a question stays in the air. */
const chimes = {
  joined: [523.25, 659.25],
  left: [659.25, 523.25],
  hand: [783.99],
  turn: [523.25, 659.25, 783.99],
  knock: [659.25, 523.25, 659.25],
  admitted: [523.25, 783.99],
} satisfies Record<string, Notes>

export type Chime = keyof typeof chimes

/** In a larger meeting people come and go all the time: it would ring for ever. */
export const quietAbove = 8
/** A group that arrives together rings once. */
const betweenMs = 3_000
const soft = { loudness: 0.09, lasts: 0.5 }

let rangAt = Number.NEGATIVE_INFINITY

/** Whether it rings at all: by the person's wish, the size of the meeting, and what rang a moment ago. */
export function chime(kind: Chime): void {
  const { order, devices } = useCall.getState()
  if (!usePreferences.getState().chimes) return
  // My own turn concerns me alone, however many we are; so does a door that I open.
  if (kind === 'knock' && Date.now() - rangAt < betweenMs) return
  if (kind !== 'turn' && kind !== 'knock' && (order.length > quietAbove || Date.now() - rangAt < betweenMs))
    return
  rangAt = Date.now()
  ring(kind, devices.speaker)
}

export function ring(kind: Chime, speakerId: string): void {
  // A browser that lets nothing sound before a click stays silent; so does a speaker that has just gone.
  void playNotes(chimes[kind], { ...soft, speakerId }).catch((trouble) => {
    if (!(trouble instanceof DOMException)) throw trouble
  })
}

/** Those who are there when I enter, or when my line comes back, do not ring. */
export function chimeForPeople(): () => void {
  return useCall.subscribe((now, before) => {
    if (now.phase === 'connecting') rangAt = Number.NEGATIVE_INFINITY
    if (now.phase !== 'connected' || before.phase !== 'connected' || now.order === before.order) return
    const isOther = (identity: string) => identity !== now.me
    const came = now.order.some((identity) => isOther(identity) && !before.order.includes(identity))
    const went = before.order.some((identity) => isOther(identity) && !now.order.includes(identity))
    if (came) chime('joined')
    else if (went) chime('left')
  })
}
