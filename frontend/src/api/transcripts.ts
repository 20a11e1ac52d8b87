/** What was said in a recording: read, asked for, corrected, marked, summed up, taken along; and searched across all of mine. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { ask, askFile, Refusal } from './client'
import { queryClient } from './queries'

export type Transcript = {
  state: 'waiting' | 'working' | 'ready' | 'failed'
  failure: string
  heard: number
  seconds: number
  engine: string
  model: string
  language: string
  asked_at: string
  ready_at: string | null
  validated_at: string | null
  validated_by: string | null
  may_change: boolean
  speakers: Speaker[]
  segments: Segment[]
  bookmarks: Bookmark[]
  summary: Summary | null
}

export type Speaker = {
  id: number
  identity: string
  number: number
  name: string
  confidence: number | null
}

export type Segment = {
  id: number
  speaker: number
  start: number
  end: number
  language: string
  text: string
  confidence: number
  words: [string, number, number, number][]
  is_redacted: boolean
  is_changed: boolean
}

export type Bookmark = { id: number; at: number; note: string; by: string; is_mine: boolean }

export type Summary = {
  engine: string
  made_at: string
  validated_at: string | null
  validated_by: string | null
  content: SummaryContent
}

export type SummaryContent = {
  title: string
  abstract: { text: string; segments: number[] }[]
  topics: { title: string; at: number; segments: number[] }[]
  decisions: { text: string; segments: number[] }[]
  actions: { what: string; who: string; due: string; segments: number[] }[]
}

export type Change = {
  segment: number | null
  kind: 'words' | 'speaker' | 'name' | 'redacted'
  by: string
  at: string
  before: string
  after: string
}

export type Found = {
  recording: string
  title: string
  began_at: string
  seconds: number
  state: Transcript['state']
  speakers: string[]
  hits: { segment: number; start: number; speaker: string; text: string; marks: [number, number][] }[]
}

export type Format = 'vtt' | 'srt' | 'txt' | 'md' | 'json' | 'docx' | 'odt' | 'pdf'

/** While it is being made, its progress is looked at often; afterwards somebody else may correct it. */
const soonMs = 2_000

export const isBeingMade = ({ state }: Transcript) => state === 'waiting' || state === 'working'

/** `null`: nobody asked for words. */
export function useTranscript(recording: string, isReadable: boolean) {
  return useQuery({
    queryKey: keyOf(recording),
    queryFn: async ({ signal }) => {
      try {
        return await ask<Transcript>('GET', pathOf(recording), { signal })
      } catch (trouble) {
        if (trouble instanceof Refusal && trouble.code === 'transcript.not_found') return null
        throw trouble
      }
    },
    enabled: isReadable,
    refetchInterval: ({ state }) => (state.data && isBeingMade(state.data) ? soonMs : false),
  })
}

export function useChanges(recording: string) {
  return useQuery({
    queryKey: [...keyOf(recording), 'changes'],
    queryFn: ({ signal }) => ask<Change[]>('GET', `${pathOf(recording)}/changes`, { signal }),
    staleTime: 0,
  })
}

/** All my transcripts, or those in which something is said. */
export function useFound(q: string, isSignedIn: boolean) {
  return useQuery({
    queryKey: ['transcripts', q],
    queryFn: ({ signal }) =>
      ask<Found[]>('GET', `/api/transcripts${q && `?q=${encodeURIComponent(q)}`}`, { signal }),
    enabled: isSignedIn,
    placeholderData: keepPreviousData,
  })
}

/** Something done to it; what is shown follows once the server has said yes. */
export type Act =
  | { act: 'ask'; people?: Record<string, number>; again?: boolean }
  | { act: 'validate'; is_validated: boolean }
  | { act: 'rename'; speaker: number; name: string }
  | { act: 'merge'; speaker: number; into: number }
  | { act: 'split'; speaker: number; segments: number[]; name: string }
  | { act: 'correct'; segment: number; text: string; was: string }
  | { act: 'give'; segment: number; speaker: number }
  | { act: 'redact'; segment: number }
  | { act: 'bookmark'; at: number; note: string }
  | { act: 'forget'; bookmark: number }
  | { act: 'sum_up' }
  | { act: 'rewrite'; content: SummaryContent }
  | { act: 'validate_summary'; is_validated: boolean }

export function useAct(recording: string) {
  return useMutation({
    mutationFn: (act: Act) => perform(recording, act),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(recording) }),
  })
}

/** Several, one after the other, and what is shown once. `id` of a new speaker is where the others go. */
export async function perform(recording: string, act: Act): Promise<{ id: number } | undefined> {
  const path = pathOf(recording)
  switch (act.act) {
    case 'ask':
      return ask('POST', path, { body: { people: act.people ?? {}, again: act.again ?? false } })
    case 'validate':
      return ask('PUT', `${path}/validated`, { body: { is_validated: act.is_validated } })
    case 'rename':
      return ask('PATCH', `${path}/speakers/${act.speaker}`, { body: { name: act.name } })
    case 'merge':
      return ask('POST', `${path}/speakers/${act.speaker}/merge`, { body: { into: act.into } })
    case 'split':
      return ask('POST', `${path}/speakers/${act.speaker}/split`, {
        body: { segments: act.segments, name: act.name },
      })
    case 'correct':
      return ask('PUT', `${path}/segments/${act.segment}`, { body: { text: act.text, was: act.was } })
    case 'give':
      return ask('PUT', `${path}/segments/${act.segment}/speaker`, { body: { speaker: act.speaker } })
    case 'redact':
      return ask('POST', `${path}/segments/${act.segment}/redact`)
    case 'bookmark':
      return ask('POST', `${path}/bookmarks`, { body: { at: act.at, note: act.note } })
    case 'forget':
      return ask('DELETE', `${path}/bookmarks/${act.bookmark}`)
    case 'sum_up':
      return ask('POST', `${path}/summary`)
    case 'rewrite':
      return ask('PUT', `${path}/summary`, { body: { content: act.content } })
    case 'validate_summary':
      return ask('PUT', `${path}/summary/validated`, { body: { is_validated: act.is_validated } })
  }
}

/** The line as it is now at the server, whatever is shown here. */
export async function lineNow(recording: string, segment: number): Promise<Segment | undefined> {
  const transcript = await queryClient.fetchQuery<Transcript>({
    queryKey: keyOf(recording),
    queryFn: ({ signal }) => ask<Transcript>('GET', pathOf(recording), { signal }),
    staleTime: 0,
  })
  return transcript.segments.find(({ id }) => id === segment)
}

/** A file of it, saved where the browser keeps what one downloads. */
export async function fetchExport(recording: string, format: Format): Promise<void> {
  const { blob, name } = await askFile(`${pathOf(recording)}/exports/${format}`)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name || `transcript.${format}`
  link.click()
  // The browser reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** What the player shows under its picture. `version` changes with the words, so that it is read again. */
export function captionsOf(recording: string, version: number): string {
  return `${pathOf(recording)}/exports/vtt?inline=true&version=${version}`
}

function keyOf(recording: string): string[] {
  return ['recordings', recording, 'transcript']
}

function pathOf(recording: string): string {
  return `/api/recordings/${encodeURIComponent(recording)}/transcript`
}
