/** Who waits at this meeting's door, for those who may open it, and what they can do about it. */
import { create } from 'zustand'
import * as lobby from '../../../api/lobby'
import type { Decision, Knock } from '../../../api/types'
import { announce } from '../../../call/announcer'
import { chime } from '../../../call/chime'
import { useCall } from '../../../call/store'
import type { Entry } from '../../../call/types'
import { toast } from '../../../ui/toasts'
import { toastTrouble } from '../trouble'

type Door = { waiting: Knock[]; isLocked: boolean; stop: (() => void) | null }

const closed: Door = { waiting: [], isLocked: false, stop: null }

export const useDoor = create<Door>()(() => closed)

/** Whoever may admit hears who waits for as long as they are inside and may. */
export function startDoor(entry: Entry): void {
  stopDoor()
  const stop = lobby.followLobby(entry.room.slug, entry.pass, {
    onLobbies: ([here]) => here && useDoor.setState({ waiting: here.waiting, isLocked: here.is_locked }),
    onNews,
  })
  useDoor.setState({ stop })
}

export function stopDoor(): void {
  useDoor.getState().stop?.()
  useDoor.setState(closed)
}

function onNews(news: lobby.LobbyNews): void {
  if (news.event === 'knocked') {
    chime('knock')
    announce('knock', 'door.knocked', { name: news.data.knock.name })
  }
  if (news.event === 'locked') announce('own', news.data.locked ? 'door.locked' : 'door.unlocked')
}

export async function admit(knock: Knock): Promise<void> {
  await decide(knock, 'admitted', (slug, pass) => lobby.admit(slug, knock.identity, pass))
}

export async function refuse(knock: Knock, block = false): Promise<void> {
  await decide(knock, 'refused', (slug, pass) => lobby.refuse(slug, knock.identity, block, pass))
}

/** By key: who has waited longest. */
export function admitFirst(): void {
  const [first] = useDoor.getState().waiting
  if (first) void admit(first).then(() => announce('own', 'door.admitted', { name: first.name }))
  else announce('asked', 'door.nobody')
}

export async function admitAll(): Promise<void> {
  await change((slug, pass) => lobby.admitAll(slug, pass))
}

export async function sendNote(text: string): Promise<boolean> {
  const isSent = await change(async (slug, pass) => {
    await lobby.sendNote(slug, text, pass)
    return true
  })
  if (isSent) toast('door.note_sent', undefined, { kind: 'good' })
  return isSent === true
}

export async function lock(isLocked: boolean): Promise<void> {
  await change(async (slug, pass) => {
    await lobby.lockRoom(slug, isLocked, pass)
    useDoor.setState({ isLocked })
    toast(isLocked ? 'door.locked' : 'door.unlocked', undefined, { kind: 'good' })
  })
}

async function decide(
  knock: Knock,
  wanted: Decision['state'],
  act: (slug: string, pass: string) => Promise<Decision>,
): Promise<void> {
  const decision = await change(act)
  if (!decision) return
  useDoor.setState(({ waiting }) => ({
    waiting: waiting.filter(({ identity }) => identity !== knock.identity),
  }))
  if (decision.state === wanted) return
  // Another host was quicker, or they have gone.
  const { name } = knock
  if (decision.by) toast('door.decided_by', { name, by: decision.by, state: decision.state })
  else toast('door.gone', { name })
}

async function change<T>(act: (slug: string, pass: string) => Promise<T>): Promise<T | undefined> {
  const { entry } = useCall.getState()
  if (!entry) return undefined
  try {
    return await act(entry.room.slug, entry.pass)
  } catch (trouble) {
    toastTrouble(trouble, 'door.failed')
    return undefined
  }
}
