/** Which of my recordings are shown? By their title or what was said in them, by their days, with a transcript. */
import type { Found, Hit, Question } from '../../../api/transcripts'
import type { Recording } from '../../../api/types'

export type Filter = { q: string; since: string; until: string; withWords: boolean }

export type Row = { recording: Recording; words: Found | undefined; hits: Hit[] }

/** Shorter ones are everywhere; the server looks for words. */
export const shortestQuestion = 2

/** From the address bar, so that a search can be sent and come back to. */
export function filterOf(search: string): Filter {
  const asked = new URLSearchParams(search)
  const day = (name: string) =>
    /^\d{4}-\d\d-\d\d$/.test(asked.get(name) ?? '') ? String(asked.get(name)) : ''
  return {
    q: (asked.get('q') ?? '').slice(0, 200),
    since: day('since'),
    until: day('until'),
    withWords: asked.get('words') === '1',
  }
}

export function toSearch({ q, since, until, withWords }: Filter): string {
  const asked = new URLSearchParams()
  if (q) asked.set('q', q)
  if (since) asked.set('since', since)
  if (until) asked.set('until', until)
  if (withWords) asked.set('words', '1')
  const text = asked.toString()
  return text && `?${text}`
}

/** `all` are my transcripts, `found` those in which `q` is said; in the recordings' own order. */
export function rowsOf(
  recordings: readonly Recording[],
  all: readonly Found[],
  found: readonly Found[],
  { q, since, until, withWords }: Filter,
): Row[] {
  const words = new Map(all.map((one) => [one.recording, one]))
  const hits = new Map(found.map((one) => [one.recording, one.hits]))
  const wanted = plain(q)
  return recordings
    .map((recording) => ({
      recording,
      words: words.get(recording.id),
      hits: hits.get(recording.id) ?? [],
    }))
    .filter(({ recording, words, hits }) => {
      const day = dayOf(recording.began_at)
      if ((since && day < since) || (until && day > until)) return false
      if (withWords && words?.state !== 'ready') return false
      return !wanted || hits.length > 0 || plain(recording.title).includes(wanted)
    })
}

/** What the server is asked: the days as they begin and end for whoever looks. */
export function questionOf({ q, since, until }: Filter): Question {
  return {
    q: q.trim(),
    ...(since && { since: new Date(`${since}T00:00:00`).toISOString() }),
    ...(until && { until: new Date(`${until}T23:59:59`).toISOString() }),
  }
}

/** In the time of whoever looks, as they picked it. */
function dayOf(iso: string): string {
  const at = new Date(iso)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
