/** Passkeys: what the browser's authenticator makes or shows, handed to our backend in base64url, and those one has. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask } from './client'
import { queryClient } from './queries'
import type { Making, Passkey, Session, Showing, SignedIn } from './types'

/** The person closed the browser's question, or let it wait: nothing happened, and nothing is to be said. */
export class Cancelled extends Error {}

/** This device has one for this account already. */
export class Known extends Error {}

/** ES256, EdDSA, RS256: what our backend reads (COSE's numbers). */
const algorithms = [-7, -8, -257]

export function canUsePasskeys(): boolean {
  return 'PublicKeyCredential' in window
}

/** Signs in with whichever passkey the person chooses; answers the page to go to. */
export async function signInWithPasskey(next: string): Promise<string> {
  const asked = await ask<Showing>('POST', '/api/signin/passkey/begin')
  const shown = await answered(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytes(asked.challenge),
        rpId: asked.rp_id,
        userVerification: 'required',
      },
    }),
  )
  const response = shown.response as AuthenticatorAssertionResponse
  const body = {
    id: shown.id,
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.authenticatorData),
    signature: text(response.signature),
    user_handle: response.userHandle ? text(response.userHandle) : '',
    next,
  }
  const answer = await ask<SignedIn>('POST', '/api/signin/passkey', { body })
  queryClient.setQueryData<Session>(['session'], (session) => session && { ...session, user: answer.user })
  void queryClient.invalidateQueries()
  return answer.next
}

/** Has this device, or one beside it, make a passkey. `known` are not made twice. */
export function useMakePasskey() {
  return useMutation({
    mutationFn: async (name: string) => {
      const asked = await ask<Making>('POST', '/api/passkeys/begin')
      const made = await answered(() => navigator.credentials.create({ publicKey: making(asked) }))
      const response = made.response as AuthenticatorAttestationResponse
      const body = {
        name,
        id: made.id,
        client_data: text(response.clientDataJSON),
        attestation: text(response.attestationObject),
      }
      return ask<Passkey>('POST', '/api/passkeys', { body })
    },
    onSuccess: forget,
  })
}

function making(asked: Making): PublicKeyCredentialCreationOptions {
  return {
    challenge: bytes(asked.challenge),
    rp: { id: asked.rp_id, name: 'Visio' },
    user: { id: bytes(asked.user_id), name: asked.user_name, displayName: asked.display_name },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: asked.known.map((id) => ({ type: 'public-key', id: bytes(id) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  }
}

export function usePasskeys(isSignedIn: boolean) {
  return useQuery({
    queryKey: ['passkeys'],
    queryFn: ({ signal }) => ask<Passkey[]>('GET', '/api/passkeys', { signal }),
    enabled: isSignedIn,
  })
}

export function useDeletePasskey() {
  return useMutation({
    mutationFn: (id: number) => ask('DELETE', `/api/passkeys/${id}`),
    onSettled: forget,
  })
}

export function useRenamePasskey() {
  return useMutation({
    mutationFn: ({ id, name }: { id: number; name: string }) =>
      ask<Passkey>('PATCH', `/api/passkeys/${id}`, { body: { name } }),
    onSettled: forget,
  })
}

function forget() {
  return queryClient.invalidateQueries({ queryKey: ['passkeys'] })
}

async function answered(question: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const answer = await question()
    if (answer) return answer as PublicKeyCredential
  } catch (trouble) {
    const name = trouble instanceof DOMException ? trouble.name : ''
    if (name === 'InvalidStateError') throw new Known()
    if (name !== 'NotAllowedError' && name !== 'AbortError') throw trouble
  }
  throw new Cancelled()
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
