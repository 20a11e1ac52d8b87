/** What is there to arrange? The call's store, my preferences and this meeting's wishes, gathered into one scene. */
import { useShallow } from 'zustand/react/shallow'
import { cameraOf, useCall } from '../../../call/store'
import { usePreferences } from '../../../preferences'
import { useHappenings } from '../happenings'
import type { Scene } from './arrange'
import type { Size } from './layout'
import { useView } from './view'

/** `brief`: little room is left, for one person: whoever speaks. */
export function useScene(space: Size, { phone, brief }: { phone: boolean; brief: boolean }): Scene {
  const order = useCall((state) => state.order)
  const me = useCall((state) => state.me)
  const speaker = useCall((state) => state.speaker)
  const sparing = useCall((state) => state.saver === 'economy')
  const screens = useShownScreens()
  const spotlight = useHappenings((state) => state.spotlight)
  const { layout, hideSelf } = usePreferences(useShallow(({ layout, hideSelf }) => ({ layout, hideSelf })))
  const { pinned, page, front } = useView(useShallow(({ pinned, page, front }) => ({ pinned, page, front })))
  const presenter = useCall((state) => state.pictures[front ?? screens[0] ?? '']?.identity ?? null)

  const all = order.filter((identity) => identity !== me || !hideSelf || order.length === 1)
  const people = brief ? oneOf(all, me, speaker) : all
  return {
    layout: brief ? 'auto' : layout,
    space,
    phone,
    sparing,
    people: people.map(cameraOf),
    self: cameraOf(me),
    screens,
    front: front && screens.includes(front) ? front : null,
    presenter: presenter && cameraOf(presenter),
    // What I pinned myself counts more than whom a host put in front.
    pinned: pinned.length === 0 && spotlight && order.includes(spotlight) ? [cameraOf(spotlight)] : pinned,
    speaker: speaker && cameraOf(speaker),
    page,
  }
}

function oneOf(all: string[], me: string, speaker: string | null): string[] {
  const others = all.filter((identity) => identity !== me)
  return [others.find((identity) => identity === speaker) ?? others[0] ?? me]
}

/** My own screens are not among them unless I ask: seen inside themselves they are an endless mirror. */
export function useShownScreens(): string[] {
  const showsOwn = useView((state) => state.showsOwnScreens)
  return useCall(
    useShallow((state) => state.screens.filter((id) => showsOwn || !state.ownScreens.includes(id))),
  )
}
