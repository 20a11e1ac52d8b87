/** Which news are said aloud, and in which words? The announcer decides when, and whether this person wants to hear it. */
import { announce } from '../../call/announcer'
import { setMicrophone } from '../../call/call'
import { chime } from '../../call/chime'
import { leads, roleNow, useCall } from '../../call/store'
import { toast } from '../../ui/toasts'
import { useDesk } from './chat/desk'
import { excerpt, type Message } from './chat/messages'
import { type Change, placeOf } from './hands/queue'
import type { Happening, Known } from './happened'
import { sayModerated, saySpotlight } from './moderation/told'
import { countReaction } from './reactions/counting'

/** Two messages closer than this are a burst: counted, not read out one over the other. */
const burstMs = 2_500
/** What is read aloud of a long message; the rest is on screen. */
const readOut = 240

let lastMessageAt = 0

export function sayHappening(happening: Happening, before: Known, now: Known): void {
  const { me } = now
  switch (happening.event) {
    case 'message':
      if (isNewHere(happening.data, before, me)) sayMessage(happening.data)
      break
    case 'hands':
      // A queue older than the one that is known is no news.
      if (happening.id >= before.handsFrom) sayHands(happening.data.change, before, now)
      break
    case 'moderated':
      sayModerated(happening.data, me)
      break
    case 'spotlight':
      saySpotlight(happening.data, me)
      break
    case 'powers':
      if (happening.data.by) toast('host.powers_changed')
      break
    case 'reported':
      toast('host.reported', { name: happening.data.name })
      break
    case 'captions':
      // What I did myself is said where I did it.
      if (happening.data.identity !== me && now.captions !== before.captions)
        toast(now.captions ? 'captions.switched_on' : 'captions.switched_off', { name: happening.data.name })
      break
    case 'reaction':
      if (happening.data.identity !== me) countReaction(happening.data.kind)
  }
}

function isNewHere(message: Message, before: Known, me: string): boolean {
  return message.identity !== me && !message.deleted && !before.messages.some(({ id }) => id === message.id)
}

/** Read out for those who have the discussion open; for the others, only who writes. */
function sayMessage(message: Message): void {
  const burst = Date.now() - lastMessageAt < burstMs
  lastMessageAt = Date.now()
  const { name } = message
  if (burst || !useDesk.getState().isOpen) announce('messages', 'chat.came', { name })
  else announce('message', 'chat.said', { name, text: excerpt(message.text ?? '', readOut) })
}

/** Others' hands by name; my own place to me only; whose turn it is to everybody. */
function sayHands(change: Change, before: Known, now: Known): void {
  const { me } = now
  if (change?.what === 'called') sayTurn(change, me)
  for (const { identity, name } of now.hands)
    if (identity !== me && placeOf(before.hands, identity) === null) {
      announce('hand', 'hands.raised', { name })
      // Whoever leads the meeting has to notice it.
      if (leads(roleNow(useCall.getState()))) chime('hand')
    }
  const was = placeOf(before.hands, me)
  const is = placeOf(now.hands, me)
  if (is !== null && is !== was)
    announce('own', was === null ? 'hands.my_place' : 'hands.my_new_place', { place: is })
  if (was === null || is !== null || change?.what === 'called') return
  if (change?.by === me) announce('own', 'hands.lowered')
  // Shown too, and read out where it is shown: nobody should have to notice that a badge is gone.
  else toast(change ? 'hands.lowered_by_other' : 'hands.lowered_absent')
}

/** Shown to all, so that nobody starts to speak in somebody else's place. */
function sayTurn({ identity, name, by }: NonNullable<Change>, me: string): void {
  if (identity === me) {
    chime('turn')
    toast('hands.your_turn', undefined, { kind: 'good', action: openMicrophone() })
  } else if (by !== me) toast('hands.next_is', { name })
}

/** Offered, never done: whoever has the floor says when they are heard. */
function openMicrophone() {
  if (useCall.getState().microphone !== 'off') return undefined
  return { label: 'strips.open_microphone' as const, onPress: () => void setMicrophone(true) }
}
