/** From the click to the meeting: one request, one socket, and the open tracks as they are. */
import type { ComponentType } from 'react'
import { ask, Unreachable } from '../api/client'
import { roomPath } from '../api/queries'
import type { Place } from '../api/types'
import { closePreview, takePreview } from '../call/preview'
import type { CallActions, Entry, Joining } from '../call/types'
import type { MeetingProps } from '../features/meeting/Meeting'
import { loadWords } from '../words/words'
import { deviceOf } from './device'
import { heldPlace, holdPlace, letGoOfPlace } from './place'

export type Entered = Joining & {
  Meeting: ComponentType<MeetingProps>
  call: CallActions
}

export type Loaded = Pick<Entered, 'Meeting' | 'call'>

/** Not inside yet: the server keeps a place at the door. */
export type AtTheDoor = { place: Place }

type Wish = {
  name: string
  how: 'with_devices' | 'bare'
  /** Aborted when the person leaves the page. */
  signal: AbortSignal
}

let loading: Promise<Loaded> | undefined

/** Everything a meeting is made of; asked for while the person looks at the preview. */
export function loadMeeting(): Promise<Loaded> {
  loading ??= load().catch((trouble: unknown) => {
    loading = undefined
    throw new Unreachable('the meeting did not load', { cause: trouble })
  })
  return loading
}

async function load(): Promise<Loaded> {
  const [meeting, call] = await Promise.all([
    import('../features/meeting/Meeting'),
    import('../call/call'),
    loadWords('meeting'),
  ])
  return { Meeting: meeting.default, call }
}

/** Rejects with the server's refusal; the preview stays open then, and so it does at the door. */
export async function enter(slug: string, { name, how, signal }: Wish): Promise<Entered | AtTheDoor> {
  const device = deviceOf(navigator.userAgent, navigator.maxTouchPoints)
  const secret = heldPlace(slug)
  const [answer, { Meeting, call }] = await Promise.all([
    ask<Entry | { knock: Place }>('POST', `${roomPath(slug)}/join`, {
      body: { name, device },
      signal,
      ...(secret && { place: secret }),
    }),
    loadMeeting(),
  ])
  // They went elsewhere while the server answered: nobody enters without being there.
  signal.throwIfAborted()
  if ('knock' in answer) {
    holdPlace(slug, answer.knock.place_secret)
    return { place: answer.knock }
  }
  letGoOfPlace(slug)
  // Closed only now: had the server refused, the person would still see themselves.
  if (how === 'bare') closePreview()
  return { Meeting, call, ...call.join(answer, takePreview()) }
}
