/** Which keys do what? Actions, their usual chords, and how a key press is read on any keyboard.
 *
 *  A chord is written "Mod+D", "Alt+Shift+S", "F6", "Space": modifiers in the order Mod, Alt, Shift, then one key.
 *  `Mod` is Ctrl, and Cmd on a Mac. `Alt` is Alt, and Ctrl+Option on a Mac, where Option alone types signs. */
import { say, type WordKey } from './words/words'

type Usual = { label: WordKey; chord: string; isHeld?: boolean }

/** In the order of the settings' table. Clashes avoided: Ctrl+Shift+M, P, L and H belong to browsers. */
export const shortcuts = {
  microphone: { label: 'shortcuts.microphone', chord: 'Mod+D' },
  camera: { label: 'shortcuts.camera', chord: 'Mod+E' },
  push_to_talk: { label: 'shortcuts.push_to_talk', chord: 'Space', isHeld: true },
  hand: { label: 'shortcuts.hand', chord: 'Alt+H' },
  reactions: { label: 'shortcuts.reactions', chord: 'Alt+R' },
  chat: { label: 'shortcuts.chat', chord: 'Alt+C' },
  people: { label: 'shortcuts.people', chord: 'Alt+P' },
  admit: { label: 'shortcuts.admit', chord: 'Alt+A' },
  captions: { label: 'shortcuts.captions', chord: 'Alt+S' },
  share: { label: 'shortcuts.share', chord: 'Alt+Shift+S' },
  full_screen: { label: 'shortcuts.full_screen', chord: 'Alt+Shift+F' },
  next_page: { label: 'shortcuts.next_page', chord: 'PageDown' },
  previous_page: { label: 'shortcuts.previous_page', chord: 'PageUp' },
  next_region: { label: 'shortcuts.next_region', chord: 'F6' },
  previous_region: { label: 'shortcuts.previous_region', chord: 'Shift+F6' },
  toolbar: { label: 'shortcuts.toolbar', chord: 'F2' },
  who_speaks: { label: 'shortcuts.who_speaks', chord: 'Alt+W' },
  repeat_last: { label: 'shortcuts.repeat_last', chord: 'Alt+L' },
  clock: { label: 'shortcuts.clock', chord: 'Alt+T' },
  leave: { label: 'shortcuts.leave', chord: 'Alt+Q' },
  help: { label: 'shortcuts.help', chord: 'Mod+/' },
} as const satisfies Record<string, Usual>

export type Action = keyof typeof shortcuts
export const actions = Object.keys(shortcuts) as Action[]

/** What this person changed: `preferences.shortcuts`. An empty chord means "no key". */
export type OwnChords = Readonly<Record<string, string>>

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'> & {
  getModifierState?: (key: 'AltGraph') => boolean
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function chordFor(action: Action, own: OwnChords): string {
  return own[action] ?? shortcuts[action].chord
}

/** The chord of a key press, or null for a lone modifier or a sign typed with AltGr. */
export function chordOf(press: Press, mac = isMac): string | null {
  if (press.getModifierState?.('AltGraph')) return null
  const key = keyOf(press)
  if (!key) return null
  const hasMod = mac ? press.metaKey : press.ctrlKey
  const hasAlt = mac ? press.altKey && press.ctrlKey : press.altKey
  const isForeign = mac ? press.altKey !== press.ctrlKey : press.metaKey
  if (isForeign) return null
  // Signs such as "/" sit behind Shift on some keyboards: there Shift is part of the key.
  const hasShift = press.shiftKey && (key.length > 1 || /[A-Z0-9]/.test(key))
  return [hasMod && 'Mod', hasAlt && 'Alt', hasShift && 'Shift', key].filter(Boolean).join('+')
}

function keyOf({ key, code }: Press): string | null {
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(key))
    return null
  if (key === ' ') return 'Space'
  // Letters by what is printed on them (AZERTY), unless Option turned them into signs.
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return letter
  return /^Digit\d$/.test(code) ? code.slice(5) : key
}

/** What this key press asks for, or null. Lone keys are left alone while something is written or operated. */
export function actionOf(event: KeyboardEvent, own: OwnChords): Action | null {
  const chord = chordOf(event)
  if (!chord || (isLone(chord) && isBusy(event.target, chord))) return null
  return actions.find((action) => chordFor(action, own) === chord) ?? null
}

/** No Ctrl, Cmd or Alt, and no function key, which types nothing: the key also has a meaning of its own. */
function isLone(chord: string): boolean {
  return !/^(Mod|Alt)\+|^(Shift\+)?F\d+$/.test(chord)
}

function isBusy(target: EventTarget | null, chord: string): boolean {
  if (isIn(target, 'input, textarea, select, [contenteditable="true"]')) return true
  const presses = chord === 'Space' || chord === 'Enter'
  return presses && isIn(target, 'button, a, summary, [role="menuitem"], [role="option"], [role="switch"]')
}

/** Not by `instanceof`: an element of the floating window is none of this window's. */
export function isIn(target: EventTarget | null, selector: string): boolean {
  return Boolean((target as Partial<Element> | null)?.closest?.(selector))
}

/** Taken by browsers or screen readers, or a lone letter, which dictation would type (WCAG 2.1.4). */
export type ChordProblem = 'reserved' | 'lone' | { clash: Action }

const reserved =
  /^Mod\+([ACFKLNOPQRSTVWXZ]|Shift\+[A-Z]|[0-9]|F4|Tab|W)$|^Alt\+(F4|Arrow.*|Home|Tab)$|^(Tab|Enter|Escape|Backspace|Delete|Arrow.*|F5|F11|F12|Shift\+Tab)$/

export function problemWith(chord: string, action: Action, own: OwnChords): ChordProblem | null {
  if (reserved.test(chord)) return 'reserved'
  const key = chord.split('+').at(-1) ?? ''
  if (isLone(chord) && key.length === 1) return 'lone'
  const clash = actions.find((other) => other !== action && chordFor(other, own) === chord)
  return clash ? { clash } : null
}

/** As printed on this person's keyboard: "Ctrl+D", "⌘D", "Page suiv.". */
export function formatChord(chord: string, mac = isMac): string {
  const parts = chord.split('+').map((part) => keyName(part, mac))
  return parts.join(mac ? '' : '+')
}

const macSigns: Record<string, string> = { Mod: '⌘', Alt: '⌃⌥', Shift: '⇧' }
const named: Record<string, WordKey> = {
  Shift: 'shortcuts.key_shift',
  Space: 'shortcuts.key_space',
  PageUp: 'shortcuts.key_page_up',
  PageDown: 'shortcuts.key_page_down',
}

function keyName(part: string, mac: boolean): string {
  if (mac && macSigns[part]) return macSigns[part]
  if (part === 'Mod') return 'Ctrl'
  return named[part] ? say(named[part]) : part
}

/** For `aria-keyshortcuts`. */
export function ariaChord(chord: string, mac = isMac): string {
  const spelled: Record<string, string> = { Mod: mac ? 'Meta' : 'Control', Alt: mac ? 'Control+Alt' : 'Alt' }
  return chord
    .split('+')
    .map((part) => spelled[part] ?? part)
    .join('+')
}
