/** Which key does what while a recording is looked at? Nothing while somebody writes, and buttons keep their own keys. */
import { isIn } from '../../../shortcuts'

export type Stroke = {
  do: 'toggle' | 'skip' | 'mute' | 'captions' | 'full_screen' | 'slower' | 'faster'
  by?: number
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'target'>

const strokes: Record<string, Stroke> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  j: { do: 'skip', by: -10 },
  l: { do: 'skip', by: 10 },
  ArrowLeft: { do: 'skip', by: -5 },
  ArrowRight: { do: 'skip', by: 5 },
  '<': { do: 'slower' },
  '>': { do: 'faster' },
  m: { do: 'mute' },
  c: { do: 'captions' },
  f: { do: 'full_screen' },
}

const writes = 'input, textarea, select, [contenteditable="true"]'
const presses = 'button, a, summary, label'
// What opens above the page, and what has arrows of its own.
const elsewhere = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

export function strokeOf(press: Press): Stroke | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null
  if (isIn(press.target, writes) || isIn(press.target, elsewhere)) return null
  if (press.key === ' ' && isIn(press.target, presses)) return null
  if (press.key.startsWith('Arrow') && isIn(press.target, '[role="slider"]')) return null
  return strokes[press.key.length === 1 ? press.key.toLowerCase() : press.key] ?? null
}
