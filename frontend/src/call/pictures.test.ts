import { expect, test, vi } from 'vitest'
import { attach, drawFrom, pictureDrawn } from './pictures'
import type { Sources } from './survey'

class FakeTrack {
  shown = new Set<HTMLMediaElement>()
  constructor(readonly isLocal = false) {}
  attach(element: HTMLMediaElement) {
    this.shown.add(element)
  }
  detach(element: HTMLMediaElement) {
    this.shown.delete(element)
  }
}

const sourcesOf = (tracks: Record<string, FakeTrack>) => new Map(Object.entries(tracks)) as unknown as Sources
const element = () => document.createElement('video')

test('an element given before there is a track gets it when it comes', () => {
  const video = element()
  const track = new FakeTrack()
  const release = attach('amina/camera', video)
  drawFrom(sourcesOf({ 'amina/camera': track }))
  expect(track.shown).toEqual(new Set([video]))
  release()
  expect(track.shown.size).toBe(0)
  expect(video.srcObject).toBeNull()
})

test('two elements may show one picture, and each lets go alone', () => {
  const track = new FakeTrack()
  drawFrom(sourcesOf({ 'amina/camera': track }))
  const [tile, window] = [element(), element()]
  const [releaseTile, releaseWindow] = [attach('amina/camera', tile), attach('amina/camera', window)]
  releaseTile()
  expect(track.shown).toEqual(new Set([window]))
  releaseWindow()
})

test('a new track takes the place of the old one on the same element', () => {
  const [before, after] = [new FakeTrack(), new FakeTrack()]
  const video = element()
  const release = attach('amina/camera', video)
  drawFrom(sourcesOf({ 'amina/camera': before }))
  drawFrom(sourcesOf({ 'amina/camera': after }))
  expect(before.shown.size).toBe(0)
  expect(after.shown).toEqual(new Set([video]))
  drawFrom(new Map())
  expect(after.shown.size).toBe(0)
  release()
})

test('the first picture that counts is somebody else’s', async () => {
  vi.useFakeTimers()
  drawFrom(sourcesOf({ 'me/camera': new FakeTrack(true), 'amina/camera': new FakeTrack() }))
  const [mine, theirs] = [element(), element()]
  const releases = [attach('me/camera', mine), attach('amina/camera', theirs)]
  let drawn = false
  void pictureDrawn(400).then(() => {
    drawn = true
  })
  mine.dispatchEvent(new Event('loadeddata'))
  await vi.advanceTimersByTimeAsync(1)
  expect(drawn).toBe(false)
  theirs.dispatchEvent(new Event('loadeddata'))
  await vi.advanceTimersByTimeAsync(1)
  expect(drawn).toBe(true)
  for (const release of releases) release()
  vi.useRealTimers()
})

test('a picture that does not come is not waited for', async () => {
  vi.useFakeTimers()
  let drawn = false
  void pictureDrawn(400).then(() => {
    drawn = true
  })
  await vi.advanceTimersByTimeAsync(401)
  expect(drawn).toBe(true)
  vi.useRealTimers()
})
