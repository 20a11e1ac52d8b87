import { expect, test, vi } from 'vitest'
import { type Media, Playhead } from './playhead'

function film() {
  const target = new EventTarget()
  const media = {
    currentTime: 0,
    playbackRate: 1,
    volume: 1,
    muted: false,
    paused: true,
    play: vi.fn(async () => undefined),
    pause: vi.fn(),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  }
  return {
    media: media as unknown as Media & typeof media,
    tell: (what: string) => target.dispatchEvent(new Event(what)),
  }
}

test('it goes nowhere before the beginning or after the end', () => {
  const playhead = new Playhead(60)
  playhead.seek(-3)
  expect(playhead.now.at).toBe(0)
  playhead.skip(90)
  expect(playhead.now.at).toBe(60)
})

test('words alone can be gone through without anything that plays', () => {
  const playhead = new Playhead(60, 12)
  playhead.toggle()
  playhead.skip(10)
  expect(playhead.canPlay).toBe(false)
  expect(playhead.now).toMatchObject({ at: 22, isPlaying: false })
})

test('what plays begins where the address says, and is followed', () => {
  const { media, tell } = film()
  const playhead = new Playhead(60, 12)
  const letGo = playhead.attach(media)
  expect(media.currentTime).toBe(12)
  media.currentTime = 14
  media.paused = false
  tell('timeupdate')
  expect(playhead.now).toMatchObject({ at: 14, isPlaying: true })
  letGo()
  media.currentTime = 40
  tell('timeupdate')
  expect(playhead.now).toMatchObject({ at: 14, isPlaying: false })
})

test('speed goes by steps from half to double', () => {
  const { media } = film()
  const playhead = new Playhead(60)
  playhead.attach(media)
  playhead.faster()
  expect(media.playbackRate).toBe(1.25)
  for (let step = 0; step < 9; step++) playhead.faster()
  expect(playhead.now.rate).toBe(2)
  for (let step = 0; step < 9; step++) playhead.slower()
  expect(playhead.now.rate).toBe(0.5)
})

test('no volume is silence, and a little is not', () => {
  const { media, tell } = film()
  const playhead = new Playhead(60)
  playhead.attach(media)
  playhead.setVolume(0)
  expect(media.muted).toBe(true)
  playhead.setVolume(0.4)
  tell('volumechange')
  expect(playhead.now).toMatchObject({ isMuted: false, volume: 0.4 })
})
