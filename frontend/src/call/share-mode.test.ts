import type { LocalVideoTrack } from 'livekit-client'
import { beforeEach, expect, test, vi } from 'vitest'
import { captureWish, encodingsLike, pictureOptions, retune } from './share-mode'
import { sizeOf } from './size'

vi.mock('./size', async (original) => ({ ...(await original<typeof import('./size')>()), sizeOf: vi.fn() }))

test('only motion of a source larger than full HD is captured smaller', () => {
  const limit = { frameRate: { ideal: 30 }, width: { max: 1920 }, height: { max: 1080 } }
  expect(captureWish('motion')).toEqual(limit)
  expect(captureWish('motion', { width: 3840, height: 2160 })).toEqual(limit)
  expect(captureWish('motion', { width: 1280, height: 720 })).toEqual({ frameRate: { ideal: 30 } })
  expect(captureWish('text', { width: 3840, height: 2160 })).toEqual({ frameRate: { ideal: 15, max: 15 } })
})

test('text keeps every pixel, fifteen times a second', () => {
  const options = pictureOptions('text', { width: 1920, height: 1080 })
  expect(options.degradationPreference).toBe('maintain-resolution')
  expect(options.screenShareEncoding).toMatchObject({ maxFramerate: 15, maxBitrate: 2_500_000 })
})

test('motion keeps moving', () => {
  const options = pictureOptions('motion', { width: 1280, height: 720 })
  expect(options.degradationPreference).toBe('balanced')
  expect(options.screenShareEncoding?.maxFramerate).toBe(30)
})

test.each([
  [640, 360, 1_000_000],
  [2560, 1440, 4_444_444],
  [3840, 2160, 8_000_000],
])('a screen of %i by %i gets what it needs and no more', (width, height, bits) => {
  expect(pictureOptions('text', { width, height }).screenShareEncoding?.maxBitrate).toBe(bits)
})

test('a screen that does not say its size is taken for a common one', () => {
  expect(pictureOptions('text').screenShareEncoding?.maxBitrate).toBe(2_500_000)
})

test('changing one layer changes all in proportion, and leaves those that are paused paused', () => {
  const layers = [
    { rid: 'q', active: false, maxBitrate: 625_000, maxFramerate: 15, scaleResolutionDownBy: 2 },
    { rid: 'f', active: true, maxBitrate: 2_500_000, maxFramerate: 15 },
  ]
  expect(encodingsLike(layers, { maxBitrate: 4_000_000, maxFramerate: 30 })).toEqual([
    { rid: 'q', active: false, maxBitrate: 1_000_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
    { rid: 'f', active: true, maxBitrate: 4_000_000, maxFramerate: 30 },
  ])
  expect(encodingsLike([{}], { maxBitrate: 1, maxFramerate: 1 })).toEqual([{}])
})

type Refusals = { capture?: boolean; sender?: number }

function running({ capture = false, sender: refusals = 0 }: Refusals = {}) {
  let layers = [{ rid: 'f', maxBitrate: 2_500_000, maxFramerate: 15 }]
  let left = refusals
  const setParameters = vi.fn(async ({ encodings }: { encodings: typeof layers }) => {
    left -= 1
    if (left >= 0) throw new DOMException('getParameters() has to be called before', 'InvalidStateError')
    layers = encodings
  })
  const sender = { getParameters: () => ({ transactionId: '1', encodings: layers }), setParameters }
  const applyConstraints = vi.fn(async () => {
    if (capture) throw new DOMException('no', 'OverconstrainedError')
  })
  const publishOptions = { name: 'screen-1' }
  const mediaStreamTrack = { contentHint: 'detail', applyConstraints, getSettings: () => settings }
  const picture = { mediaStreamTrack, publishOptions, sender } as unknown as LocalVideoTrack
  return { picture, mediaStreamTrack, publishOptions, setParameters, applyConstraints }
}

const settings = { width: 1920, height: 1080 }
beforeEach(() => {
  vi.mocked(sizeOf).mockReset().mockResolvedValue(settings)
})

test('a running share goes on the other way: hint, capture, and encoding in one go', async () => {
  const { picture, mediaStreamTrack, publishOptions, setParameters, applyConstraints } = running()
  await retune(picture, 'motion', 'text')
  expect(mediaStreamTrack.contentHint).toBe('motion')
  expect(applyConstraints).toHaveBeenCalledWith({ frameRate: { ideal: 30 } })
  expect(setParameters.mock.calls).toEqual([
    [
      {
        transactionId: '1',
        degradationPreference: 'balanced',
        encodings: [{ rid: 'f', maxBitrate: 4_000_000, maxFramerate: 30 }],
      },
    ],
  ])
  expect(publishOptions).toMatchObject({ name: 'screen-1', screenShareEncoding: { maxFramerate: 30 } })
})

test('there and back again it is sent as before: the size is the one of the pictures that come then', async () => {
  const { picture, setParameters } = running()
  vi.mocked(sizeOf).mockResolvedValueOnce({ width: 1280, height: 720 })
  await retune(picture, 'motion', 'text')
  await retune(picture, 'text', 'motion')
  const sent = setParameters.mock.calls.map(([{ encodings }]) => encodings[0]?.maxBitrate)
  expect(sent).toEqual([1_777_778, 2_500_000])
})

test('a source that refuses another rate is sent the other way all the same', async () => {
  const { picture, setParameters } = running({ capture: true })
  await retune(picture, 'motion', 'text')
  expect(setParameters).toHaveBeenCalledOnce()
})

test('what LiveKit changes at the same moment is no reason to give up', async () => {
  const { picture, publishOptions, setParameters } = running({ sender: 2 })
  await retune(picture, 'motion', 'text')
  expect(setParameters).toHaveBeenCalledTimes(3)
  expect(publishOptions).toMatchObject({ degradationPreference: 'balanced' })
})

test('what the browser does not take is said, and all is as before', async () => {
  const { picture, mediaStreamTrack, publishOptions, applyConstraints } = running({ sender: 3 })
  await expect(retune(picture, 'motion', 'text')).rejects.toThrow('getParameters')
  expect(mediaStreamTrack.contentHint).toBe('detail')
  expect(applyConstraints).toHaveBeenLastCalledWith({ frameRate: { ideal: 15, max: 15 } })
  expect(publishOptions).toEqual({ name: 'screen-1' })
})
