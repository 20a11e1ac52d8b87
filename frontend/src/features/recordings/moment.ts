/** Which moment does the address lead to? `?t=724` in seconds, or `#line-45`; `?q=` is what was searched for. */

export type Moment = { seconds?: number; line?: number; query: string }

/** A shared link's key stands behind the # as well: only what is spelt like a line is one. */
export function momentOf(search: string, hash: string): Moment {
  const asked = new URLSearchParams(search)
  const seconds = Number(asked.get('t') ?? Number.NaN)
  const line = /^#line-(\d{1,12})$/.exec(hash)?.[1]
  return {
    query: (asked.get('q') ?? '').slice(0, 200),
    ...(Number.isFinite(seconds) && seconds >= 0 && { seconds }),
    ...(line && { line: Number(line) }),
  }
}

/** To send to somebody: the recording, from this second on. */
export function toMoment(page: string, seconds: number, query = ''): string {
  const asked = new URLSearchParams({ t: String(Math.floor(seconds)) })
  if (query) asked.set('q', query)
  return `${page}?${asked}`
}
