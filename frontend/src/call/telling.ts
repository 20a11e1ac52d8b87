/** What of the call is worth saying aloud? Looks at the store only; chat and hands are told where they are drawn. */
import { announce, silence } from './announcer'
import { showCutAfterMs } from './patience'
import { openRegions } from './regions'
import { type CallState, useCall } from './store'

let cutTimer: ReturnType<typeof setTimeout> | undefined

/** Starts with the call, stops with the page: one store, one listener. */
export function tellAloud(): () => void {
  openRegions()
  return useCall.subscribe(tell)
}

function tell(now: CallState, before: CallState): void {
  if (now.phase !== before.phase) tellPhase(now, before)
  // Those who are already inside when I enter are no news; nor are those who come back with the line.
  if (now.phase !== 'connected' || before.phase !== 'connected') return
  tellPeople(now, before)
  tellNames(now, before)
  tellScreens(now, before)
}

function tellPhase(now: CallState, before: CallState): void {
  if (now.phase === 'connecting') silence()
  if (now.phase === 'connected' && before.phase === 'connecting')
    announce('own', 'announce.entered', { count: now.order.length, name: now.entry?.room.name ?? '' })
  if (now.phase === 'reconnecting')
    cutTimer = setTimeout(() => announce('line', 'announce.cut'), showCutAfterMs)
  if (now.phase === 'connected' && before.cutSince !== null) {
    clearTimeout(cutTimer)
    // Nobody was told of a blink, so nobody needs to hear that it is over.
    if (Date.now() - before.cutSince > showCutAfterMs) announce('line', 'announce.back')
  }
  if (now.phase === 'ended') clearTimeout(cutTimer)
}

function tellPeople(now: CallState, before: CallState): void {
  if (now.order === before.order) return
  for (const identity of now.order)
    if (!(identity in before.participants) && identity !== now.me)
      announce('joined', 'announce.joined', { name: now.participants[identity]?.name ?? '' })
  for (const identity of before.order)
    if (!(identity in now.participants) && identity !== now.me)
      announce('left', 'announce.left', { name: before.participants[identity]?.name ?? '' })
}

function tellNames(now: CallState, before: CallState): void {
  if (now.participants === before.participants) return
  for (const identity of now.order) {
    const name = now.participants[identity]?.name ?? ''
    const known = before.participants[identity]?.name ?? name
    if (identity !== now.me && name !== known)
      announce('renamed', 'people.renamed_other', { before: known, name })
  }
}

function tellScreens(now: CallState, before: CallState): void {
  if (now.screens === before.screens) return
  for (const id of now.screens) {
    const picture = now.pictures[id]
    if (before.screens.includes(id) || !picture) continue
    if (picture.isLocal) announce('own', picture.mirror ? 'announce.you_share_mirror' : 'announce.you_share')
    else announce('share', 'announce.shares', { name: now.participants[picture.identity]?.name ?? '' })
  }
  for (const id of before.screens) {
    const picture = before.pictures[id]
    if (now.screens.includes(id) || !picture) continue
    if (picture.isLocal) announce('own', 'announce.you_stopped_sharing')
    else
      announce('share', 'announce.stopped_sharing', {
        name: before.participants[picture.identity]?.name ?? '',
      })
  }
}
