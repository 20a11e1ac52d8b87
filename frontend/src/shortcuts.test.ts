import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Action,
  actionOf,
  actions,
  ariaChord,
  chordFor,
  chordOf,
  formatChord,
  problemWith,
  shortcuts,
} from './shortcuts'
import { loadWords, say, speak } from './words/words'

const press = (key: string, code: string, held = '') => {
  const event = new KeyboardEvent('keydown', {
    key,
    code,
    ctrlKey: held.includes('c'),
    altKey: held.includes('a'),
    shiftKey: held.includes('s'),
    metaKey: held.includes('m'),
    bubbles: true,
  })
  // The tests' browser takes Alt for AltGr.
  Object.defineProperty(event, 'getModifierState', { value: () => held.includes('g') })
  return event
}

beforeAll(async () => {
  await loadWords('shell')
  await speak('fr')
})

describe('a key press becomes a chord', () => {
  it.each([
    ['d', 'KeyD', 'c', 'Mod+D'],
    ['D', 'KeyD', 'c', 'Mod+D'],
    ['h', 'KeyH', 'a', 'Alt+H'],
    ['S', 'KeyS', 'as', 'Alt+Shift+S'],
    [' ', 'Space', '', 'Space'],
    ['F6', 'F6', 's', 'Shift+F6'],
    ['PageDown', 'PageDown', '', 'PageDown'],
    // AZERTY: the letter that is printed counts, the figure that is meant, and a sign behind Shift is just the sign.
    ['a', 'KeyQ', 'a', 'Alt+A'],
    ['&', 'Digit1', 'a', 'Alt+1'],
    ['/', 'Period', 'cs', 'Mod+/'],
  ])('%s (%s) held %j', (key, code, held, chord) => {
    expect(chordOf(press(key, code, held), false)).toBe(chord)
  })

  it.each([
    ['d', 'KeyD', 'm', 'Mod+D'],
    // Ctrl+Option, because Option alone types a sign.
    ['˙', 'KeyH', 'ca', 'Alt+H'],
    ['˙', 'KeyH', 'a', null],
    ['d', 'KeyD', 'c', null],
  ])('on a Mac: %s (%s) held %j', (key, code, held, chord) => {
    expect(chordOf(press(key, code, held), true)).toBe(chord)
  })

  it.each(['Control', 'Shift', 'Alt', 'Meta', 'Dead'])('%s alone is none', (key) => {
    expect(chordOf(press(key, '', ''), false)).toBeNull()
  })

  it('a sign typed with AltGr is a sign', () => {
    expect(chordOf(press('@', 'Digit0', 'cag'), false)).toBeNull()
  })

  it('the Windows key belongs to Windows', () => {
    expect(chordOf(press('d', 'KeyD', 'm'), false)).toBeNull()
  })
})

describe('a chord asks for something', () => {
  const from = (element: HTMLElement, event: KeyboardEvent) => {
    document.body.append(element)
    let asked: Action | null = null
    element.addEventListener('keydown', (heard) => {
      asked = actionOf(heard, {})
    })
    element.dispatchEvent(event)
    element.remove()
    return asked
  }
  const make = (tag: string) => document.createElement(tag)

  it('anywhere when Ctrl or Alt is held, even while writing', () => {
    expect(from(make('main'), press('d', 'KeyD', 'c'))).toBe('microphone')
    expect(from(make('textarea'), press('d', 'KeyD', 'c'))).toBe('microphone')
  })

  it('a lone key is left to the field or the button that has the focus', () => {
    expect(from(make('main'), press(' ', 'Space'))).toBe('push_to_talk')
    expect(from(make('input'), press(' ', 'Space'))).toBeNull()
    expect(from(make('button'), press(' ', 'Space'))).toBeNull()
    expect(from(make('button'), press('F6', 'F6'))).toBe('next_region')
    expect(from(make('textarea'), press('PageDown', 'PageDown'))).toBeNull()
  })

  it('a function key types nothing: one gets out of the field with it', () => {
    expect(from(make('textarea'), press('F6', 'F6'))).toBe('next_region')
    expect(from(make('textarea'), press('F6', 'F6', 's'))).toBe('previous_region')
    expect(from(make('input'), press('F2', 'F2'))).toBe('toolbar')
  })

  it('the person’s own keys take the place of the usual ones', () => {
    expect(actionOf(press('g', 'KeyG', 'a'), { hand: 'Alt+G' })).toBe('hand')
    expect(actionOf(press('h', 'KeyH', 'a'), { hand: 'Alt+G' })).toBeNull()
    expect(actionOf(press('h', 'KeyH', 'a'), { hand: '' })).toBeNull()
  })
})

describe('choosing other keys', () => {
  it('the usual ones are all different, and all allowed', () => {
    const chords = actions.map((action) => chordFor(action, {}))
    expect(new Set(chords).size).toBe(actions.length)
    for (const action of actions) expect(problemWith(shortcuts[action].chord, action, {})).toBeNull()
  })

  it.each(['Mod+T', 'Mod+W', 'Mod+Shift+P', 'Alt+F4', 'Tab', 'Escape', 'F5', 'ArrowLeft'])(
    '%s is taken',
    (chord) => {
      expect(problemWith(chord, 'hand', {})).toBe('reserved')
    },
  )

  it.each(['H', '1', 'Shift+H', '?'])('%s alone would be typed by dictation', (chord) => {
    expect(problemWith(chord, 'hand', {})).toBe('lone')
  })

  it('two actions never share keys', () => {
    expect(problemWith('Mod+D', 'hand', {})).toEqual({ clash: 'microphone' })
    expect(problemWith('Mod+D', 'hand', { microphone: 'Alt+M' })).toBeNull()
  })
})

it('is written as on the keyboard', () => {
  expect(formatChord('Alt+Shift+S', false)).toBe('Alt+Maj+S')
  expect(formatChord('Mod+D', true)).toBe('⌘D')
  expect(formatChord('Alt+H', true)).toBe('⌃⌥H')
  expect(formatChord('PageDown', false)).toBe('Page suiv.')
  expect(ariaChord('Mod+D', false)).toBe('Control+D')
})

it('the page on accessibility has the same table', async () => {
  await speak('en')
  const page = readFileSync(`${import.meta.dirname}/../../docs/accessibility.md`, 'utf8')
  const table = page.split('| to do | keys |\n| --- | --- |\n')[1]?.split('\n\n')[0]
  const rows = actions.map(
    (action) => `| ${say(shortcuts[action].label)} | ${formatChord(shortcuts[action].chord, false)} |`,
  )
  expect(table?.split('\n').sort()).toEqual(rows.sort())
  await speak('fr')
})
