/** At the door: what the server tells who waits, until it lets them in or not. Events, never asking again and again. */
import { useEffect, useRef, useState } from 'react'
import { ask } from '../api/client'
import { listen, type Pushed } from '../api/push'
import { roomPath } from '../api/queries'
import type { Place } from '../api/types'
import { ring } from '../call/chime'
import { useCall } from '../call/store'
import type { HowToEnter } from '../features/lobby/EntryForm'
import type { Waited } from '../features/lobby/Waiting'
import { say } from '../words/words'
import { letGoOfPlace } from './place'

type Held = { place: Place; name: string; how: HowToEnter }

/** An answer that got lost on a cut line is fetched again this soon. */
const againMs = 2_000

/** `onAnswer`: the door has decided something; the join says what. */
export function useWaiting(slug: string, onAnswer: (name: string, how: HowToEnter) => void) {
  const [held, setHeld] = useState<Held>()
  const [told, setTold] = useState<Waited>()
  const answer = useRef(onAnswer)
  answer.current = onAnswer

  // An answer of the join, whatever it is, ends this and begins anew.
  useEffect(() => {
    if (!held) return
    const { place, name, how } = held
    let again: ReturnType<typeof setInterval> | undefined
    const comeAgain = () => {
      again ??= setInterval(() => answer.current(name, how), againMs)
    }
    const come = () => {
      answer.current(name, how)
      comeAgain()
    }
    const hangUp = listen({
      url: place.push.url,
      pass: place.place_secret,
      from: place.cursor,
      onEvent: (event) => {
        setTold((known) => known && afterWord(known, event, place.number))
        if (event.event === 'admitted') welcome()
        if (['admitted', 'refused', 'changed'].includes(event.event)) come()
      },
      // The place is worth nothing any more: the join knows why.
      onState: (state) => state === 'refused' && comeAgain(),
    })
    return () => {
      hangUp()
      clearInterval(again)
    }
  }, [held])

  const stopWaiting = () => {
    setHeld(undefined)
    setTold(undefined)
  }
  const cancel = () => {
    if (held) giveUp(slug, held.place.place_secret)
    stopWaiting()
  }
  // Elsewhere in the product they do not wait; a tab that is hidden, or a phone that sleeps, does.
  const leaving = useRef(cancel)
  leaving.current = cancel
  useEffect(() => () => leaving.current(), [])

  const wait = (next: Held) => {
    setHeld(next)
    setTold((known) => ({ note: null, isAdmitted: false, ...known, position: next.place.position }))
  }
  return { waiting: told, wait, stopWaiting, cancel }
}

export function afterWord(known: Waited, { event, data }: Pushed, number: number): Waited {
  if (event === 'moved') {
    const { gone } = data as { gone: number[] }
    return { ...known, position: Math.max(1, known.position - gone.filter((one) => one < number).length) }
  }
  if (event === 'note') return { ...known, note: (data as { text: string }).text }
  return event === 'admitted' ? { ...known, isAdmitted: true } : known
}

/** Heard, and seen on a tab that is not looked at; the page itself says it. */
function welcome(): void {
  ring('admitted', useCall.getState().devices.speaker)
  document.title = say('lobby.wait.admitted_title')
}

function giveUp(slug: string, secret: string): void {
  letGoOfPlace(slug)
  // Nothing to be done when it fails: without a stream the place is free after a while.
  void ask('DELETE', `${roomPath(slug)}/knock`, { pass: secret, keepalive: true }).catch(() => undefined)
}
