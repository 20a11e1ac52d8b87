import type { RemoteTrackPublication } from 'livekit-client'
import { beforeEach, expect, test, vi } from 'vitest'
import { apply, setSaver, suggestSaver } from './quality'
import { quiet, useCall } from './store'

const people = vi.hoisted(() => new Map<string, { videoTrackPublications: Map<string, unknown> }>())
vi.mock('./room', () => ({ theRoom: () => ({ remoteParticipants: people }), whenMade: vi.fn() }))

function camera(source = 'camera') {
  const publication = {
    kind: 'video',
    source,
    isDesired: true,
    track: undefined as object | undefined,
    quality: 'not asked' as unknown,
    setVideoQuality(quality: number) {
      this.quality = ['low', 'medium', 'high'][quality]
    },
    setSubscribed(wanted: boolean) {
      this.isDesired = wanted
    },
  }
  people.set(String(people.size), { videoTrackPublications: new Map([['video', publication]]) })
  return publication
}

const asked = (publication: ReturnType<typeof camera>) => {
  apply(publication as unknown as RemoteTrackPublication)
  return publication.quality
}

beforeEach(() => {
  people.clear()
  useCall.setState(quiet)
})

test('with few people the best picture is asked for before the first one comes', () => {
  expect(asked(camera())).toBe('high')
})

test('in a crowd the size of the tile decides, so that entering does not bring twenty large pictures', () => {
  const crowd = Array.from({ length: 20 }, () => camera())
  expect(crowd.map(asked)).toEqual(crowd.map(() => 'not asked'))
  const [seen] = crowd
  if (!seen) throw new Error('a crowd has a first')
  seen.track = {}
  expect(asked(seen)).toBe('high')
})

test('economy asks for the smallest faces and for whole screens', () => {
  const [face, screen] = [camera(), camera('screen_share')]
  setSaver('economy')
  expect([face.quality, screen.quality]).toEqual(['low', 'high'])
})

test('audio only takes no picture, of those who come later too; full takes them again', () => {
  const face = camera()
  setSaver('audio')
  const later = camera()
  asked(later)
  expect([face.isDesired, later.isDesired]).toEqual([false, false])
  setSaver('full')
  expect([face.isDesired, later.isDesired]).toEqual([true, true])
  expect(useCall.getState().saver).toBe('full')
})

test('whoever keeps the pictures as they are is not asked again in this call, and is in the next', () => {
  const asked = () => useCall.getState().saverSuggested
  useCall.setState({ phase: 'connecting' })
  useCall.setState({ phase: 'connected' })
  suggestSaver()
  expect(asked()).toBe(true)
  setSaver('full')
  suggestSaver()
  expect(asked()).toBe(false)
  useCall.setState({ phase: 'connecting' })
  useCall.setState({ phase: 'connected' })
  suggestSaver()
  expect(asked()).toBe(true)
})
