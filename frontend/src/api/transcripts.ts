/** What was said in a recording: read, asked for, corrected, marked, summed up, taken along; and searched across all of mine. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
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
  validated_by: string
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
  validated_by: string
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
  id: number
  segment: number | null
  kind: 'words' | 'speaker' | 'name' | 'merged' | 'split' | 'redacted'
  by: string
  at: string
  before: string
  after: string
  lines: number[]
}

export type Found = {
  recording: string
  title: string
  began_at: string
  seconds: number
  state: Transcript['state']
  speakers: string[]
  hits: Hit[]
}

export type Hit = {
  segment: number
  start: number
  speaker: string
  number: number
  text: string
  marks: [number, number][]
}

export type Format = 'vtt' | 'srt' | 'txt' | 'md' | 'json' | 'docx' | 'odt' | 'pdf'

/** While it is being made, its progress is looked at often; afterwards somebody else may correct it. */
const soonMs = 2_000

const isBeingMade = ({ state }: Transcript) => state === 'waiting' || state === 'working'

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

/** While something of it is being made that nobody is told of, it is looked at again and again. */
export function useLookingAgain(recording: string, isAwaited: boolean): void {
  useEffect(() => {
    if (!isAwaited) return
    const timer = setInterval(() => queryClient.invalidateQueries({ queryKey: keyOf(recording) }), soonMs)
    return () => clearInterval(timer)
  }, [recording, isAwaited])
}

export function useChanges(recording: string) {
  return useQuery({
    queryKey: [...keyOf(recording), 'changes'],
    queryFn: ({ signal }) => allChanges(recording, signal),
    staleTime: 0,
  })
}

/** The server gives so many at once; more of them than that nobody reads. */
const changesAtOnce = 200
const foundAtOnce = 50
const most = 1_000

async function allChanges(recording: string, signal: AbortSignal): Promise<Change[]> {
  const all: Change[] = []
  let page: Change[]
  do {
    const before = all.at(-1)?.id ?? 0
    page = await ask<Change[]>('GET', `${pathOf(recording)}/changes?before=${before}`, { signal })
    all.push(...page)
  } while (page.length === changesAtOnce && all.length < most)
  return all
}

/** Nothing asked is all my transcripts; with `q`, those in which it is said. Days are ISO times. */
export type Question = { q?: string; since?: string; until?: string }

export function useFound(question: Question, isAsked: boolean) {
  return useQuery({
    queryKey: ['transcripts', question],
    queryFn: ({ signal }) => (question.q ? found(question, signal) : allFound(signal)),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
}

function found(question: Question, signal: AbortSignal): Promise<Found[]> {
  const asked = new URLSearchParams(question as Record<string, string>)
  return ask<Found[]>('GET', `/api/transcripts?${asked}`, { signal })
}

async function allFound(signal: AbortSignal): Promise<Found[]> {
  const all = new Map<string, Found>()
  let page: Found[]
  let known: number
  do {
    known = all.size
    const until = [...all.values()].at(-1)?.began_at
    page = await found(until ? { until } : {}, signal)
    for (const one of page) all.set(one.recording, one)
  } while (page.length === foundAtOnce && all.size > known && all.size < most)
  return [...all.values()]
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
    // What we know the outcome of is shown at once; for anything else the server's own is waited for.
    onSuccess: (_, act) => {
      const key = keyOf(recording)
      const before = queryClient.getQueryData<Transcript | null>(key)
      const after = before && afterwards(before, act)
      if (after) queryClient.setQueryData(key, after)
      const looked = queryClient.invalidateQueries({ queryKey: key })
      // Its sound is silent there from now on, and its file another one.
      if (act.act === 'redact') void queryClient.invalidateQueries({ queryKey: ['recordings', recording] })
      return after ? undefined : looked
    },
  })
}

/** The transcript once this is done, where it can be told; else nothing. */
export function afterwards(transcript: Transcript, act: Act): Transcript | undefined {
  const change = <Row extends { id: number }>(rows: Row[], id: number, what: Partial<Row>) =>
    rows.map((row) => (row.id === id ? { ...row, ...what } : row))
  const { segments, speakers } = transcript
  if (act.act === 'correct') {
    const corrected = { text: act.text, words: [], is_changed: true }
    return { ...transcript, segments: change(segments, act.segment, corrected) }
  }
  if (act.act === 'give')
    return { ...transcript, segments: change(segments, act.segment, { speaker: act.speaker }) }
  if (act.act === 'rename') {
    const named = { name: act.name, confidence: null }
    return { ...transcript, speakers: change(speakers, act.speaker, named) }
  }
  return undefined
}

/** Answers with what was made, where something was. */
async function perform(recording: string, act: Act): Promise<{ id: number } | undefined> {
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
