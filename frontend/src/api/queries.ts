/** What is kept of the backend's answers, for how long, and what makes it stale. */
import { QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import { ask, Unreachable } from './client'
import type { Access, Member, Room, RoomView, ServerPreferences, Session, User, Way } from './types'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A "no" stays a "no"; a cut line is worth two more tries.
      retry: (count, trouble) => trouble instanceof Unreachable && count < 2,
      retryDelay: (count) => 500 * 2 ** count,
    },
  },
})

const session = {
  queryKey: ['session'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask<Session>('GET', '/api/session', { signal }),
}

export function useSession() {
  return useQuery(session)
}

/** Asks who is here before any page does. */
export function warmSession(): void {
  void queryClient.prefetchQuery(session)
}

export function useRooms(isSignedIn: boolean) {
  return useQuery({
    queryKey: ['rooms'],
    queryFn: ({ signal }) => ask<Room[]>('GET', '/api/rooms', { signal }),
    enabled: isSignedIn,
    // Where a meeting began or ended meanwhile; only while the page is looked at.
    refetchInterval: 30_000,
  })
}

/** `everyMs`: looks again that often, while somebody looks at the page. */
export function useRoom(slug: string, everyMs: number | false = false) {
  return useQuery({
    queryKey: ['room', slug],
    queryFn: ({ signal }) => ask<RoomView>('GET', roomPath(slug), { signal }),
    refetchInterval: everyMs,
  })
}

export function useCreateRoom() {
  return useMutation({
    mutationFn: (wish: { name?: string; access?: Access }) => ask<Room>('POST', '/api/rooms', { body: wish }),
    onSuccess: forgetRooms,
  })
}

type RoomChange = {
  name?: string
  slug?: string
  access?: Access
  members?: Member[]
  email_domains?: string[]
}

export function useChangeRoom(slug: string) {
  return useMutation({
    mutationFn: (change: RoomChange) => ask<Room>('PATCH', roomPath(slug), { body: change }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['room', slug] })
      void queryClient.invalidateQueries({ queryKey: ['telephone', slug] })
      return forgetRooms()
    },
  })
}

export function useDeleteRoom() {
  return useMutation({ mutationFn: (slug: string) => ask('DELETE', roomPath(slug)), onSuccess: forgetRooms })
}

export function useRename() {
  return useMutation({
    mutationFn: (name: string) => ask<User>('PATCH', '/api/me', { body: { name } }),
    onSuccess: (user) =>
      queryClient.setQueryData<Session>(['session'], (session) => session && { ...session, user }),
  })
}

const preferences = ['preferences']

/** What the server has to know of what a person prefers. */
export function useServerPreferences(isSignedIn: boolean) {
  return useQuery({
    queryKey: preferences,
    queryFn: ({ signal }) => ask<ServerPreferences>('GET', '/api/me/preferences', { signal }),
    enabled: isSignedIn,
  })
}

/** Shown at once; the server's answer, or what was before, follows. */
export function useServerPrefer() {
  return useMutation({
    mutationFn: (change: Partial<ServerPreferences>) =>
      ask<ServerPreferences>('PATCH', '/api/me/preferences', { body: change }),
    onMutate: (change) =>
      queryClient.setQueryData<ServerPreferences>(preferences, (known) => known && { ...known, ...change }),
    onSuccess: (known) => queryClient.setQueryData(preferences, known),
    onError: () => queryClient.invalidateQueries({ queryKey: preferences }),
  })
}

/** Everything we knew belonged to the person who leaves. Answers where to go to sign out at their provider, too. */
export async function signOut(): Promise<string | undefined> {
  const way = await ask<Way | undefined>('POST', '/api/signout')
  queryClient.setQueryData<Session>(['session'], (session) => session && { ...session, user: null })
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  return way?.address
}

export function roomPath(slug: string): string {
  return `/api/rooms/${encodeURIComponent(slug)}`
}

function forgetRooms(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['rooms'] })
}
