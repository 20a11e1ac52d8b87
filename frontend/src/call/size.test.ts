import { afterEach, expect, test, vi } from 'vitest'
import { sizeOf } from './size'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** The element a capture is looked at with, and a capture that says this of itself. */
function looking(settings: MediaTrackSettings) {
  const element = Object.assign(new EventTarget(), { srcObject: null, videoWidth: 0, videoHeight: 0 })
  vi.spyOn(document, 'createElement').mockReturnValue(element as unknown as HTMLElement)
  vi.stubGlobal('MediaStream', class {})
  return { element, track: { getSettings: () => settings } as unknown as MediaStreamTrack }
}

test('the first picture decides, whatever the capture had said', async () => {
  const { element, track } = looking({ width: 1920, height: 1080 })
  const size = sizeOf(track)
  Object.assign(element, { videoWidth: 1280, videoHeight: 720 })
  element.dispatchEvent(new Event('loadedmetadata'))
  expect(await size).toEqual({ width: 1280, height: 720 })
  expect(element.srcObject).toBeNull()
})

test('without a picture in time it is what the capture says, or nothing', async () => {
  expect(await sizeOf(looking({ width: 640, height: 480 }).track, 1)).toEqual({ width: 640, height: 480 })
  vi.restoreAllMocks()
  expect(await sizeOf(looking({}).track, 1)).toBeUndefined()
})
