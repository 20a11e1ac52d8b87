import type { LocalVideoTrack } from 'livekit-client'
import { expect, test, vi } from 'vitest'
import { captureWish, encodingsLike, pictureOptions, retune } from './share-mode'

test('only motion of a source larger than full HD is captured smaller', () => {
  const limit = { frameRate: { ideal: 30 }, width: { max: 1920 }, height: { max: 1080 } }
  expect(captureWish('motion')).toEqual(limit)
  expect(captureWish('motion', { width: 3840, height: 2160 })).toEqual(limit)
  expect(captureWish('motion', { width: 1280, height: 720 })).toEqual({ frameRate: { ideal: 30 } })
  expect(captureWish('text', { width: 3840, height: 2160 })).toEqual({ frameRate: { ideal: 15, max: 15 } })
})

const of = (width: number, height: number) => ({ dimensions: { width, height } })

test('text keeps every pixel, fifteen times a second', () => {
  const options = pictureOptions('text', of(1920, 1080))
  expect(options.degradationPreference).toBe('maintain-resolution')
  expect(options.screenShareEncoding).toMatchObject({ maxFramerate: 15, maxBitrate: 2_500_000 })
})

test('motion keeps moving', () => {
  const options = pictureOptions('motion', of(1280, 720))
  expect(options.degradationPreference).toBe('balanced')
  expect(options.screenShareEncoding?.maxFramerate).toBe(30)
})

test.each([
  [640, 360, 1_000_000],
  [2560, 1440, 4_444_444],
  [3840, 2160, 8_000_000],
])('a screen of %i by %i gets what it needs and no more', (width, height, bits) => {
  expect(pictureOptions('text', of(width, height)).screenShareEncoding?.maxBitrate).toBe(bits)
})

test('a screen that does not say its size is taken for a common one', () => {
  expect(pictureOptions('text', { dimensions: undefined }).screenShareEncoding?.maxBitrate).toBe(2_500_000)
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

function running(refuses = false) {
  const setParameters = vi.fn(async () => {})
  const sender = {
    getParameters: () => ({
      transactionId: '1',
      encodings: [{ rid: 'f', maxBitrate: 2_500_000, maxFramerate: 15 }],
    }),
    setParameters,
  }
  const applyConstraints = vi.fn(async () => {
    if (refuses) throw new DOMException('no', 'OverconstrainedError')
  })
  const setDegradationPreference = vi.fn(async () => {})
  const picture = {
    mediaStreamTrack: { contentHint: 'detail', applyConstraints },
    dimensions: { width: 1920, height: 1080 },
    publishOptions: { name: 'screen-1' },
    setDegradationPreference,
    sender,
  }
  return { picture, setParameters, applyConstraints, setDegradationPreference }
}

test('a running share goes on the other way: hint, capture, and encoding', async () => {
  const { picture, setParameters, applyConstraints, setDegradationPreference } = running()
  await retune(picture as unknown as LocalVideoTrack, 'motion')
  expect(picture.mediaStreamTrack.contentHint).toBe('motion')
  expect(applyConstraints).toHaveBeenCalledWith({ frameRate: { ideal: 30 } })
  expect(setDegradationPreference).toHaveBeenCalledWith('balanced')
  expect(setParameters).toHaveBeenCalledWith({
    transactionId: '1',
    encodings: [{ rid: 'f', maxBitrate: 4_000_000, maxFramerate: 30 }],
  })
  expect(picture.publishOptions).toMatchObject({
    name: 'screen-1',
    screenShareEncoding: { maxFramerate: 30 },
  })
})

test('a source that refuses another rate is sent the other way all the same', async () => {
  const { picture, setParameters } = running(true)
  await retune(picture as unknown as LocalVideoTrack, 'motion')
  expect(setParameters).toHaveBeenCalledOnce()
})
