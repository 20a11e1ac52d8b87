/** How do we ask our backend? One fetch for everything; an answer, or one of two kinds of trouble. */
import { useLanguage } from '../words/words'
import { readClock } from './clock'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Question = {
  body?: unknown
  /** Inside a meeting: the participant's pass, instead of the session's cookie. */
  pass?: string
  /** At a door: what holds the person's place there, beside the session's cookie. */
  place?: string
  signal?: AbortSignal
  /** The request outlives the page: for saying goodbye. */
  keepalive?: boolean
}

/** The server said no (or "not now", 503). `message` is a sentence in the person's language, ready to be shown. */
export class Refusal extends Error {
  override name = 'Refusal'

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** For `input.invalid`: what is wrong with each field. */
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

/** No answer we understand: the line is cut, the server is down, or something else answered in its place. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** `await ask<Room[]>('GET', '/api/rooms')`; nothing is `undefined`. */
export async function ask<Answer = void>(
  method: Method,
  path: string,
  question: Question = {},
): Promise<Answer> {
  const response = await send(method, path, question)
  if (response.status === 204) return undefined as Answer
  const answer = await readJson(response)
  if (response.ok) return answer as Answer
  throw refusal(response.status, answer)
}

/** A file, with the name the server gives it. */
export async function askFile(path: string): Promise<{ blob: Blob; name: string }> {
  const response = await send('GET', path, {})
  if (!response.ok) throw refusal(response.status, await readJson(response))
  return { blob: await response.blob(), name: fileName(response.headers.get('Content-Disposition') ?? '') }
}

/** `attachment; filename="a.pdf"`, or `filename*=utf-8''r%C3%A9union.pdf` where it is more than ASCII. */
export function fileName(disposition: string): string {
  const spelled = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1]
  return spelled ? decodeURIComponent(spelled) : (/filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? '')
}

async function send(method: Method, path: string, question: Question): Promise<Response> {
  const { body, pass, place, signal, keepalive } = question
  const headers = new Headers({
    Accept: 'application/json',
    'Accept-Language': useLanguage.getState().language,
  })
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  if (pass) headers.set('Authorization', `Bearer ${pass}`)
  else if (method !== 'GET') headers.set('X-CSRFToken', cookie('csrftoken'))
  if (place) headers.set('Authorization', `Bearer ${place}`)

  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      ...(keepalive && { keepalive }),
    })
  } catch (trouble) {
    // A request we gave up ourselves is no trouble of the line; one that took too long is.
    if (signal?.aborted && signal.reason?.name !== 'TimeoutError') throw trouble
    throw new Unreachable('no answer', { cause: trouble })
  }
  readClock(response)
  return response
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const text = await response.text()
    // What is only begun has nothing to say yet.
    return response.status === 202 && !text ? undefined : JSON.parse(text)
  } catch (trouble) {
    throw new Unreachable(`not our JSON (${response.status})`, { cause: trouble })
  }
}

function refusal(status: number, answer: unknown): Refusal | Unreachable {
  if (!answer || typeof answer !== 'object' || !('code' in answer))
    return new Unreachable(`not our error (${status})`)
  const { code, message, fields } = answer as {
    code: unknown
    message?: unknown
    fields?: Record<string, string>
  }
  return new Refusal(status, String(code), String(message ?? code), fields)
}

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}
