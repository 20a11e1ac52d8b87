/** Which layouts can a person choose, and how is a choice made known? */
import { Columns2, LayoutDashboard, LayoutGrid, UserRound } from 'lucide-react'
import { announce } from '../../call/announcer'
import { type Layout, prefer } from '../../preferences'
import type { Icon } from '../../ui/Button'
import { say, type WordKey } from '../../words/words'

export const layouts: { id: Layout; label: WordKey; icon: Icon }[] = [
  { id: 'auto', label: 'stage.layout_auto', icon: LayoutDashboard },
  { id: 'grid', label: 'stage.layout_grid', icon: LayoutGrid },
  { id: 'speaker', label: 'stage.layout_speaker', icon: UserRound },
  { id: 'side', label: 'stage.layout_side', icon: Columns2 },
]

export function chooseLayout(layout: Layout): void {
  prefer({ layout })
  const chosen = layouts.find(({ id }) => id === layout)
  if (chosen) announce('page', 'stage.layout_is', { layout: say(chosen.label) })
}
