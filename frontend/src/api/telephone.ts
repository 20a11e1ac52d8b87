/** How does somebody come in by telephone? The number and the room's PIN, for its hosts only. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask } from './client'
import { queryClient, roomPath, useSession } from './queries'
import type { Telephone } from './types'

/** Inside a meeting with the pass, elsewhere by session. Not asked where nobody can telephone anyway. */
export function useTelephone(slug: string, pass?: string) {
  const isOn = useSession().data?.telephone_is_on === true
  return useQuery({
    queryKey: telephone(slug),
    queryFn: ({ signal }) => ask<Telephone>('GET', path(slug), { signal, ...(pass && { pass }) }),
    enabled: isOn,
  })
}

export function useRenewPin(slug: string) {
  return useMutation({
    mutationFn: () => ask<Telephone>('POST', `${path(slug)}/pin`),
    onSuccess: (known) => queryClient.setQueryData(telephone(slug), known),
  })
}

/** Ten digits as one reads them aloud, 012 345 6789, and never on two lines. */
export function spelled(pin: string): string {
  return pin.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1\u00a0$2\u00a0$3')
}

const telephone = (slug: string) => ['telephone', slug]

const path = (slug: string) => `${roomPath(slug)}/telephone`
