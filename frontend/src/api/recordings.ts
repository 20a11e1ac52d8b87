/** My recordings: the list, one of them, a link to what is in it, and taking it away. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, Refusal } from './client'
import { queryClient } from './queries'
import type { FileLink, Recording, WholeRecording } from './types'

const recordings = ['recordings']

/** One that is still being made is looked at again soon. */
const soonMs = 3_000
const laterMs = 30_000

/** A little less than it is good for. */
const linkKeptMs = 3.5 * 3600 * 1000

const isBeingMade = ({ state }: Recording) => state !== 'ready' && state !== 'failed'

export function useRecordings(isSignedIn: boolean) {
  return useQuery({
    queryKey: recordings,
    queryFn: ({ signal }) => ask<Recording[]>('GET', '/api/recordings', { signal }),
    enabled: isSignedIn,
    refetchInterval: ({ state }) => (state.data?.some(isBeingMade) ? soonMs : laterMs),
  })
}

export function useOneRecording(id: string, isSignedIn: boolean) {
  return useQuery({
    queryKey: [...recordings, id],
    queryFn: ({ signal }) => ask<WholeRecording>('GET', pathOf(id), { signal }),
    enabled: isSignedIn,
    refetchInterval: ({ state }) => (state.data && isBeingMade(state.data) ? soonMs : false),
  })
}

/** To watch it here. Each is counted: asked for once, not whenever the page is looked at again. */
export function useFilm(id: string, isReady: boolean) {
  return useQuery({
    queryKey: [...recordings, id, 'film'],
    queryFn: () => linkTo(id, ''),
    enabled: isReady,
    staleTime: linkKeptMs,
    // While a passage is being made silent nobody is given it; soon it is there again.
    refetchInterval: ({ state }) => (isBeingRedacted(state.error) ? soonMs : false),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

export function isBeingRedacted(trouble: unknown): boolean {
  return trouble instanceof Refusal && trouble.code === 'recording.being_redacted'
}

/** The film, or the sound of the person with this identity, as a file. */
export async function download(id: string, identity = ''): Promise<void> {
  const { url } = await linkTo(id, identity)
  location.assign(`${url}&download=1`)
}

export function useDeleteRecording() {
  return useMutation({
    mutationFn: (id: string) => ask('DELETE', pathOf(id)),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: [...recordings, id] })
      return queryClient.invalidateQueries({ queryKey: recordings, exact: true })
    },
  })
}

function linkTo(id: string, identity: string): Promise<FileLink> {
  return ask<FileLink>('POST', `${pathOf(id)}/links`, { body: { identity } })
}

function pathOf(id: string): string {
  return `/api/recordings/${encodeURIComponent(id)}`
}
