import { beforeEach, expect, it } from 'vitest'
import { makePushToTalk, mayTalk } from './pushToTalk'

let isOn = false
const told: boolean[] = []
const floor = {
  isOff: () => !isOn,
  set: (on: boolean) => {
    isOn = on
    told.push(on)
  },
}
const space = { code: 'Space', repeat: false }

beforeEach(() => {
  isOn = false
  told.length = 0
})

it('opens while held and closes when let go', () => {
  const talk = makePushToTalk(floor)
  expect(talk.press(space)).toBe(true)
  expect(talk.press({ ...space, repeat: true })).toBe(true)
  expect(talk.release('Space')).toBe(true)
  expect(told).toEqual([true, false])
})

it('leaves an open microphone open', () => {
  isOn = true
  const talk = makePushToTalk(floor)
  expect(talk.press(space)).toBe(false)
  expect(talk.release('Space')).toBe(false)
  expect(told).toEqual([])
})

it('closes when the window loses the keyboard', () => {
  const talk = makePushToTalk(floor)
  talk.press(space)
  talk.drop()
  expect(told).toEqual([true, false])
  expect(talk.release('Space')).toBe(false)
})

it('does not begin in the middle of a long press', () => {
  expect(makePushToTalk(floor).press({ ...space, repeat: true })).toBe(false)
})

it('leaves the key to whoever writes or presses, not to a tile', () => {
  document.body.innerHTML =
    '<textarea></textarea><button></button><button data-tile="a"><svg></svg></button><p></p>'
  expect(mayTalk(document.querySelector('textarea'))).toBe(false)
  expect(mayTalk(document.querySelector('button'))).toBe(false)
  expect(mayTalk(document.querySelector('[data-tile] svg'))).toBe(true)
  expect(mayTalk(document.querySelector('p'))).toBe(true)
})
