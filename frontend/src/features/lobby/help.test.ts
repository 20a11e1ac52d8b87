import { expect, it } from 'vitest'
import { browserOf } from './help'

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

it.each([
  [`${windows} Chrome/156.0.0.0 Safari/537.36`, 0, 'chrome'],
  [`${windows} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`, 10, 'edge'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 0, 'firefox'],
  [`${mac} Version/19.0 Safari/605.1.15`, 0, 'safari'],
  [`${mac} Version/19.0 Safari/605.1.15`, 5, 'ios'],
  [`${iPhone} Version/19.0 Mobile/15E148 Safari/604.1`, 5, 'ios'],
  [`${iPhone} CriOS/156.0 Mobile/15E148 Safari/604.1`, 5, 'ios'],
  [
    'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36',
    5,
    'android',
  ],
  ['Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0', 5, 'android'],
  ['something else', 0, 'chrome'],
] as const)('knows the browser of %s with %i touch points', (userAgent, touchPoints, browser) => {
  expect(browserOf(userAgent, touchPoints)).toBe(browser)
})
