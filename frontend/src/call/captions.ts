/** Who writes what is said? The captioner and nobody else: a machine by LiveKit's own word, which no participant can claim. */
import { RoomEvent } from 'livekit-client'
import { forgetLines, hearLine, lineOf, useLines, type Writer } from './lines'
import { theRoom, whenMade } from './room'
import { useCall } from './store'

const topic = 'lk.transcription'
/** As our server's `gateways/livekit.py` calls it. */
const captioner = 'captioner'

const writers: readonly string[] = ['starting', 'ready', 'behind', 'absent'] satisfies Writer[]

/** The parts of a participant that say what it is. */
export type Signed = { identity: string; isAgent: boolean }

export function isCaptioner(one: Signed | undefined): boolean {
  return one?.identity === captioner && one.isAgent
}

let lastStay = ''

/** Looks who writes now, and whether it is somebody who came anew. */
function lookForWriter(): void {
  const one = theRoom().remoteParticipants.get(captioner)
  if (!one || !isCaptioner(one)) {
    if (useLines.getState().writer !== 'gone') useLines.setState({ writer: 'gone' })
    return
  }
  const told = one.attributes.captions ?? ''
  const writer = (writers.includes(told) ? told : 'starting') as Writer
  const isNew = one.sid !== lastStay
  lastStay = one.sid
  useLines.setState(({ stays }) => ({ writer, stays: isNew ? stays + 1 : stays }))
}

whenMade((room) => {
  room.registerTextStreamHandler(topic, async (reader, { identity }) => {
    if (!isCaptioner(room.getParticipantByIdentity(identity))) return
    const text = await reader.readAll().catch(() => null)
    const line = text === null ? null : lineOf(reader.info.attributes ?? {}, text, Date.now())
    if (line) hearLine(line)
  })
  for (const event of [
    RoomEvent.SignalConnected,
    RoomEvent.Connected,
    RoomEvent.Reconnected,
    RoomEvent.ParticipantConnected,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.ParticipantAttributesChanged,
  ] as const)
    room.on(event, lookForWriter)
})

// What was said belongs to the meeting: nothing of it stays in the page.
useCall.subscribe((now, before) => {
  if (now.phase === before.phase) return
  if (now.phase === 'connecting' || now.phase === 'ended' || now.phase === 'idle') {
    lastStay = ''
    forgetLines()
  }
})
