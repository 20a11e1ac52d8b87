/** Which key does what during the meeting? The table and the chords are in src/shortcuts.ts; here each action meets its deed. */
import { useEffect } from 'react'
import { setMicrophone } from '../../../call/call'
import { useCall } from '../../../call/store'
import { usePreferences } from '../../../preferences'
import { type Action, actionOf, chordFor, chordOf, isIn } from '../../../shortcuts'
import { useFloating } from '../pip/floating'
import { makePushToTalk, mayTalk } from './pushToTalk'

/** What is held rather than pressed is not among them. */
export type Deeds = Record<Exclude<Action, 'push_to_talk'>, () => void>

/** In a dialog or a menu keys belong to it, but hearing and seeing me can always be stopped. */
const alwaysOurs: readonly Action[] = ['microphone', 'camera']

/** What one does without looking at the page. Anything else shows itself there, and the page has to come forward. */
const anywhere: readonly Action[] = ['microphone', 'camera', 'hand', 'who_speaks', 'repeat_last', 'clock']

/** In the page and in the floating window, which has keys of its own. */
export function useShortcuts(deeds: Deeds, isShown: boolean): void {
  const floating = useFloating((state) => state.window)
  useEffect(() => {
    if (!isShown) return
    const onKeyDown = (event: KeyboardEvent) => {
      const action = deedOf(event)
      if (!action) return
      event.preventDefault()
      if (floating && event.view === floating && !anywhere.includes(action)) window.focus()
      deeds[action]()
    }
    const pages = floating ? [document, floating.document] : [document]
    for (const page of pages) page.addEventListener('keydown', onKeyDown)
    return () => {
      for (const page of pages) page.removeEventListener('keydown', onKeyDown)
    }
  }, [deeds, isShown, floating])

  useEffect(() => {
    if (!isShown) return
    const stops = (floating ? [window, floating] : [window]).map(pushToTalk)
    return () => {
      for (const stop of stops) stop()
    }
  }, [isShown, floating])
}

export function deedOf(event: KeyboardEvent): keyof Deeds | null {
  if (event.defaultPrevented || event.repeat) return null
  const own = usePreferences.getState().shortcuts
  const action = actionOf(event, own) ?? questionMark(event, chordFor('help', own))
  if (!action || action === 'push_to_talk') return null
  if (isPaging(action) && scrolls(event.target)) return null
  const isInside = isIn(event.target, '[role="dialog"], [role="alertdialog"], [role="menu"]')
  return isInside && !alwaysOurs.includes(action) ? null : action
}

function isPaging(action: Action): boolean {
  return action === 'next_page' || action === 'previous_page'
}

/** The discussion, the list of people and an enlarged screen have pages of their own. */
function scrolls(target: EventTarget | null): boolean {
  return isIn(target, '[data-region="panel"], [data-enlarged]')
}

/** "?" is what people try first; it goes away with the chord it stands beside, as a lone sign must be able to. */
function questionMark(event: KeyboardEvent, help: string): Action | null {
  if (event.key !== '?' || help === '' || event.ctrlKey || event.altKey || event.metaKey) return null
  return isIn(event.target, 'input, textarea, select, [contenteditable="true"]') ? null : 'help'
}

function pushToTalk(window: Window): () => void {
  const talk = makePushToTalk({
    isOff: () => useCall.getState().microphone === 'off',
    set: (on) => void setMicrophone(on),
  })
  const stop = new AbortController()
  // Before anything else hears the key: a tile would open its menu, the page would scroll.
  const early = { capture: true, signal: stop.signal }
  const keep = (event: KeyboardEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener(
    'keydown',
    (event) => {
      const { pushToTalk: wanted, shortcuts } = usePreferences.getState()
      if (!wanted || !mayTalk(event.target)) return
      if (chordOf(event) === chordFor('push_to_talk', shortcuts) && talk.press(event)) keep(event)
    },
    early,
  )
  window.addEventListener('keyup', (event) => talk.release(event.code) && keep(event), early)
  window.addEventListener('blur', () => talk.drop(), early)
  return () => {
    stop.abort()
    talk.drop()
  }
}
