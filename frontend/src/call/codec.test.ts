import { expect, test } from 'vitest'
import { choose } from './codec'

const does =
  (...codecs: string[]) =>
  (mime: string) =>
    Promise.resolve(codecs.some((codec) => mime.toLowerCase().includes(codec)))

test.each([
  ['nothing in hardware', does(), 16, 'vp8'],
  ['a chip for H.264', does('h264'), 4, 'h264'],
  ['a chip for VP9 and many cores', does('vp9'), 8, 'vp9'],
  ['a chip for VP9 on a small machine', does('vp9'), 4, 'vp8'],
  ['both', does('h264', 'vp9'), 16, 'h264'],
])('%s', async (_, effortless, cores, codec) => {
  expect(await choose(effortless, cores)).toBe(codec)
})
