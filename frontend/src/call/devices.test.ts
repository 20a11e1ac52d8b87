import { describe, expect, it } from 'vitest'
import { chooseDevice, preferring, troubleOf } from './devices'

const plugged = [
  { id: 'built-in', label: 'Built-in' },
  { id: 'dock', label: 'Dock' },
  { id: 'headset', label: 'Headset' },
]

describe('chooseDevice', () => {
  it('takes the first of the list that is plugged in', () => {
    expect(chooseDevice(plugged, ['gone', 'headset', 'dock'])).toBe('headset')
  })
  it('leaves the choice to the browser when nothing of the list is there', () => {
    expect(chooseDevice(plugged, ['gone'])).toBeUndefined()
    expect(chooseDevice(plugged, [])).toBeUndefined()
    expect(chooseDevice([], ['headset'])).toBeUndefined()
  })
  it('chooses nothing while the browser hides the ids', () => {
    expect(chooseDevice([{ id: '', label: '' }], ['headset'])).toBeUndefined()
  })
})

describe('preferring', () => {
  it('puts the picked device first and keeps the order of the others', () => {
    expect(preferring(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b'])
    expect(preferring(['a', 'b'], 'new')).toEqual(['new', 'a', 'b'])
  })
  it('forgets the longest unused one when the list is full', () => {
    const full = ['1', '2', '3', '4', '5', '6', '7', '8']
    expect(preferring(full, '9')).toEqual(['9', '1', '2', '3', '4', '5', '6', '7'])
  })
})

describe('troubleOf', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['InsecureContextError', 'insecure'],
    ['InvalidStateError', 'other'],
  ])('says that %s means %s', (name, trouble) => {
    expect(troubleOf(new DOMException('', name))).toBe(trouble)
  })
  it('knows that anything else is something else', () => {
    expect(troubleOf(new TypeError('x'))).toBe('other')
    expect(troubleOf('x')).toBe('other')
  })
})
