/** With whom a recording is shared: those it is shared with, one more, one less; and opening a link to one. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask } from './client'
import { queryClient } from './queries'
import { pathOf, recordings } from './recordings'
import type { Share } from './types'

export type ShareWish = { email: string; may_change: boolean } | OrganisationWish | LinkWish
type OrganisationWish = { organisation: true; may_change: boolean }
type LinkWish = { link: true; days?: number }

const keyOf = (id: string) => [...recordings, id, 'shares']

export function useShares(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => ask<Share[]>('GET', `${pathOf(id)}/shares`, { signal }),
  })
}

export function useShareWith(id: string) {
  return useMutation({
    mutationFn: (wish: ShareWish) => ask<Share>('POST', `${pathOf(id)}/shares`, { body: wish }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(id) }),
  })
}

export function useUnshare(id: string) {
  return useMutation({
    mutationFn: (share: number) => ask('DELETE', `${pathOf(id)}/shares/${share}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(id) }),
  })
}

/** Shows the key once for this page; from then on the browser's session may watch. */
export function useLinkOpened(id: string, key: string) {
  return useQuery({
    queryKey: [...recordings, id, 'opened', key],
    queryFn: () => ask('POST', `${pathOf(id)}/open`, { body: { key } }).then(() => true),
    enabled: Boolean(key),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}
