/** Which addresses are there, and how do we spell them? */

export const routes = {
  home: '/',
  signIn: '/signin',
  /** Where an identity provider sends people back to, signed in or out. */
  signInBack: '/signin/back/:provider',
  signInOut: '/signin/out',
  recordings: '/recordings',
  recording: '/recordings/:id',
  room: '/:slug',
} as const

/** First path segments that are never rooms. */
export const notRooms = ['signin', 'api', 'assets', 'push', 'static', 'livez', 'readyz', 'recordings']

export function toRoom(slug: string): string {
  return `/${encodeURIComponent(slug)}`
}

export function toRecording(id: string): string {
  return `${routes.recordings}/${encodeURIComponent(id)}`
}

/** Sign-in, and then back to where one was. */
export function toSignIn(next?: string): string {
  return next && next !== routes.home ? `${routes.signIn}?next=${encodeURIComponent(next)}` : routes.signIn
}

/** Where to go after sign-in: a path of ours, whatever the address says ("//evil.example" is not one). */
export function safeNext(next: string | null | undefined): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : routes.home
}
