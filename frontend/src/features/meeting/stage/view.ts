/** What have I asked of the stage, for this meeting only? Pins, the page, the screen in front. */
import { create } from 'zustand'
import { announce } from '../../../call/announcer'

type View = {
  /** Picture ids, for me alone. */
  pinned: string[]
  page: number
  /** How many there are now, as arranged. */
  pages: number
  /** The shared screen in front; null shows all of them side by side. */
  front: string | null
  /** I look at my own screen too, mirror or not. */
  showsOwnScreens: boolean
  /** How much a shared screen is enlarged, by picture id; 1 when absent. */
  zooms: Record<string, number>
}

const fresh: View = { pinned: [], page: 0, pages: 1, front: null, showsOwnScreens: false, zooms: {} }

export const useView = create<View>()(() => fresh)

/** More would make each too small to have been worth pinning. */
const mostPins = 3

export function togglePin(id: string): void {
  useView.setState(({ pinned }) => ({
    pinned: pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id].slice(-mostPins),
  }))
}

export function putInFront(screen: string | null): void {
  useView.setState({ front: screen })
}

export function showOwnScreens(shows: boolean): void {
  useView.setState({ showsOwnScreens: shows })
}

const zoomSteps = [1, 1.25, 1.5, 2, 3, 4]

/** Nearer (1), further (-1), or the whole screen again (0). */
export function zoom(id: string, by: 1 | -1 | 0): void {
  const { zooms } = useView.getState()
  const next = by === 0 ? 1 : zoomStep(zooms[id] ?? 1, by)
  useView.setState({ zooms: { ...zooms, [id]: next } })
  announce('own', 'stage.zoom', { percent: next * 100 })
}

export function zoomStep(from: number, by: 1 | -1): number {
  const at = zoomSteps.indexOf(from)
  return zoomSteps[Math.min(zoomSteps.length - 1, Math.max(0, at + by))] ?? 1
}

/** The next or the previous page, and says which. */
export function turnPageBy(by: 1 | -1): void {
  const { page, pages } = useView.getState()
  if (pages < 2) return
  // People may have left since: count from the last page there is.
  const next = Math.min(Math.max(0, Math.min(page, pages - 1) + by), pages - 1)
  useView.setState({ page: next })
  announce('page', 'stage.page', { page: next + 1, pages })
}

export function countPages(pages: number): void {
  if (useView.getState().pages !== pages) useView.setState({ pages })
}

/** The next meeting begins with nothing asked. */
export function forgetView(): void {
  useView.setState(fresh)
}
