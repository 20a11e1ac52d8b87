import { afterEach, describe, expect, it, vi } from 'vitest'
import { ask, askFile, fileName, Refusal, Unreachable } from './client'
import { serverNow } from './clock'

const answer = (status: number, body?: unknown) =>
  vi.fn(
    async (_path: string, _how: RequestInit) =>
      new Response(body === undefined ? null : JSON.stringify(body), { status }),
  )

function serve(fetch: ReturnType<typeof answer>) {
  vi.stubGlobal('fetch', fetch)
  return fetch
}

afterEach(() => vi.unstubAllGlobals())

const headersOf = (fetch: ReturnType<typeof answer>) => new Headers(fetch.mock.calls[0]?.[1].headers)

describe('what is sent', () => {
  it('a change carries the proof that it comes from our page', async () => {
    vi.spyOn(document, 'cookie', 'get').mockReturnValue('theme=x; csrftoken=abc')
    const fetch = serve(answer(200, {}))
    await ask('POST', '/api/rooms', { body: { name: 'x' } })
    expect(headersOf(fetch).get('X-CSRFToken')).toBe('abc')
    expect(fetch.mock.calls[0]?.[1].body).toBe('{"name":"x"}')
  })

  it('inside a meeting the pass speaks for the person, and the language is theirs', async () => {
    const fetch = serve(answer(204))
    await ask('POST', '/api/meeting/leave', { pass: 'secret' })
    expect(headersOf(fetch).get('Authorization')).toBe('Bearer secret')
    expect(headersOf(fetch).get('X-CSRFToken')).toBeNull()
    expect(headersOf(fetch).get('Accept-Language')).toMatch(/^(en|fr)$/)
  })
})

describe('what comes back', () => {
  it('of what is only begun: where one stands, or nothing', async () => {
    serve(answer(202, { knock: 'waiting' }))
    expect(await ask('POST', '/api/rooms/a/join')).toEqual({ knock: 'waiting' })
    serve(answer(202))
    expect(await ask('POST', '/api/recordings/a/transcript/summary')).toBeUndefined()
  })

  it('an answer, or nothing', async () => {
    serve(answer(200, [1]))
    expect(await ask('GET', '/api/rooms')).toEqual([1])
    serve(answer(204))
    expect(await ask('POST', '/api/signout')).toBeUndefined()
  })

  it('the server’s time, whatever this computer takes it for', async () => {
    const tenMinutesAgo = Date.now() - 600_000
    vi.stubGlobal('fetch', async () =>
      Response.json({}, { headers: { Date: new Date(tenMinutesAgo).toUTCString() } }),
    )
    await ask('GET', '/api/session')
    expect(Math.abs(serverNow() - tenMinutesAgo)).toBeLessThan(2_000)
    serve(answer(204))
    await ask('POST', '/api/signout')
    expect(Math.abs(serverNow() - tenMinutesAgo)).toBeLessThan(2_000)
  })

  it('a refusal says why, field by field', async () => {
    serve(
      answer(422, { code: 'input.invalid', message: 'Écrivez un nom.', fields: { name: 'Écrivez un nom.' } }),
    )
    const trouble = await ask('POST', '/api/rooms').catch((caught: unknown) => caught)
    expect(trouble).toBeInstanceOf(Refusal)
    expect(trouble).toMatchObject({ status: 422, code: 'input.invalid', fields: { name: 'Écrivez un nom.' } })
  })

  it.each([
    ['the line is cut', vi.fn(async () => Promise.reject(new TypeError('failed')))],
    ['a proxy answers in HTML', vi.fn(async () => new Response('<h1>502</h1>', { status: 502 }))],
    ['JSON that is not ours', vi.fn(async () => new Response('[]', { status: 500 }))],
  ])('%s: unreachable', async (_, fetch) => {
    vi.stubGlobal('fetch', fetch)
    await expect(ask('GET', '/api/session')).rejects.toBeInstanceOf(Unreachable)
  })

  it('what we gave up ourselves is no trouble of the line; what took too long is', async () => {
    const fails = (signal: AbortSignal) => {
      vi.stubGlobal('fetch', async () => Promise.reject(signal.reason))
      return ask('GET', '/api/session', { signal }).catch((caught: unknown) => caught)
    }
    expect(await fails(AbortSignal.abort())).not.toBeInstanceOf(Unreachable)
    expect(await fails(AbortSignal.abort(new DOMException('late', 'TimeoutError')))).toBeInstanceOf(
      Unreachable,
    )
  })
})

describe('a file', () => {
  it('has the name the server gives it, whatever its letters', async () => {
    expect(fileName('attachment; filename="notes.pdf"')).toBe('notes.pdf')
    expect(fileName("attachment; filename*=utf-8''Comit%C3%A9%20budget.odt")).toBe('Comité budget.odt')
    expect(fileName('')).toBe('')
  })

  it('is refused in words, like anything else', async () => {
    serve(answer(404, { code: 'transcript.not_found', message: 'Not here.' }))
    await expect(askFile('/api/x')).rejects.toMatchObject({ status: 404, message: 'Not here.' })
  })
})
