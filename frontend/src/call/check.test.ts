import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkLine, verdict } from './check'

const near = [20, 22, 19, 21, 25]

describe('verdict', () => {
  it('is good when both servers answer quickly and steadily', () => {
    expect(verdict(near, near)).toBe('good')
    expect(verdict(near)).toBe('good')
  })
  it('is fair when answers take a while, waver, or one is lost', () => {
    expect(verdict(near, [210, 230, 220, 215, 240])).toBe('fair')
    expect(verdict([20, 30, 25, 400, 300], near)).toBe('fair')
    expect(verdict([20, 22, null, 21, 25], near)).toBe('fair')
  })
  it('forgives one late answer', () => {
    expect(verdict([20, 22, 19, 21, 900], near)).toBe('good')
  })
  it('is weak when answers are slow or often lost', () => {
    expect(verdict([600, 700, 800], near)).toBe('weak')
    expect(verdict([20, null, null, 22, 21], near)).toBe('weak')
  })
  it('takes the worse of the two ways', () => {
    expect(verdict(near, [700, 720, 710, 705, 715])).toBe('weak')
  })
  it('tells a blocked SFU from no connection at all', () => {
    expect(verdict(near, [null])).toBe('no_media')
    expect(verdict([null], [null])).toBe('offline')
    expect(verdict([null], near)).toBe('offline')
  })
})

describe('checkLine', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('asks our server and the SFU over http, and never throws', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url)
      if (url.startsWith('https://sfu')) throw new TypeError('blocked')
      return new Response()
    })
    expect(await checkLine('wss://sfu.example')).toBe('no_media')
    expect(new Set(asked)).toEqual(new Set(['/livez', 'https://sfu.example']))
  })
  it('does not wait for a server that never answers', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('late'))))
    })
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), ms)
      return controller.signal
    })
    const line = checkLine()
    await vi.advanceTimersByTimeAsync(2000)
    expect(await line).toBe('offline')
    vi.useRealTimers()
  })
})
