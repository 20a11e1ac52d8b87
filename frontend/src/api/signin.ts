/** The way to an identity provider and back, and where else one is signed in, as our backend has it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useWords } from '../words/words'
import { ask, Refusal } from './client'
import { queryClient, useSession } from './queries'
import type { Session, SignedInOrNot, SignIn, Way } from './types'

// The page to go to, for whoever comes back without being signed in and tries again; our backend has its own.
const next = 'visio.signin-next'

/** Who one may sign in with, to come back to `to`: `ui/WaysIn` draws them. Whether there are links by mail as well, once known. */
export function useWaysIn(to: string) {
  const say = useWords()
  const { data: session, isPending } = useSession()
  // Leaves the page; settled only if that fails, or when the browser comes back to the page as it was.
  const leaving = useMutation({ mutationFn: (id: string) => leaveForProvider(id, to, false) })
  const providers = session?.providers ?? []
  const { error } = leaving
  return {
    providers,
    hasLinks: !isPending && (providers.length === 0 || Boolean(session?.mail_is_on)),
    leavingFor: leaving.isPending ? leaving.variables : undefined,
    onLeave: (id: string) => leaving.mutate(id),
    trouble: error ? (error instanceof Refusal ? error.message : say('signin.unreachable')) : undefined,
  }
}

async function leaveForProvider(id: string, to: string, silent: boolean): Promise<void> {
  const body = { next: to, silent }
  const { address } = await ask<Way>('POST', `/api/signin/with/${encodeURIComponent(id)}`, { body })
  if (!address) return
  sessionStorage.setItem(next, to)
  location.assign(address)
  await new Promise<void>((resolve) => {
    window.addEventListener('pageshow', () => resolve(), { once: true })
  })
}

let tried = false

/** Tries once, without asking the person, the provider that may know them already. `to`: nowhere, no try. */
export function useSilentSignIn(to: string): void {
  const { data } = useSession()
  const id = data && !data.user ? data.silent : ''
  useEffect(() => {
    if (!id || !to || tried) return
    tried = true
    // Quiet: whoever is not known there, or finds no way there, signs in by hand.
    leaveForProvider(id, to, true).catch(() => undefined)
  }, [id, to])
}

/** What the provider wrote into our address, used up. Answers the page to go to. */
export async function comeBack(provider: string, search: string): Promise<string> {
  const said = new URLSearchParams(search)
  const body = {
    code: said.get('code') ?? '',
    state: said.get('state') ?? '',
    iss: said.get('iss'),
    error: said.get('error') ?? '',
  }
  const path = `/api/signin/back/${encodeURIComponent(provider)}`
  const answer = await ask<SignedInOrNot>('POST', path, { body })
  await queryClient.invalidateQueries()
  return answer.next
}

export function lastNext(): string | null {
  return sessionStorage.getItem(next)
}

/** Back from having signed out at the provider: is it the answer to our question? */
export async function isBackFromWayOut(search: string): Promise<void> {
  await ask('POST', '/api/signin/out', { body: { state: new URLSearchParams(search).get('state') ?? '' } })
}

export function useSignIns(isSignedIn: boolean) {
  return useQuery({
    queryKey: ['sign-ins'],
    queryFn: ({ signal }) => ask<SignIn[]>('GET', '/api/sessions', { signal }),
    enabled: isSignedIn,
  })
}

export function useEndSignIn() {
  return useMutation({
    mutationFn: (id: number) => ask('DELETE', `/api/sessions/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sign-ins'] }),
  })
}

/** Here, too. */
export function useEndEverywhere() {
  return useMutation({
    mutationFn: () => ask('DELETE', '/api/sessions'),
    onSuccess: () => {
      queryClient.setQueryData<Session>(['session'], (session) => session && { ...session, user: null })
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    },
  })
}
