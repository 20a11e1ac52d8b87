/** Who waits at the doors I may open? Asked once; from then on the push stream tells. */
import { ask, Refusal, Unreachable } from './client'
import { listen, type Pushed, type PushState } from './push'
import { roomPath } from './queries'
import type { Decision, Knock, LobbyOut, Watch } from './types'

export type Lobby = Pick<LobbyOut, 'slug' | 'room' | 'waiting' | 'is_locked'>

type Told = { slug: string; room: string }

/** What a host is told. */
export type LobbyNews =
  | { event: 'knocked'; data: Told & { knock: Knock } }
  | { event: 'decided'; data: Told & { identities: string[]; state: Decision['state']; by: string } }
  | { event: 'locked'; data: Told & { locked: boolean } }

type Heard = { lobbies: Lobby[]; url: string; secret: string; cursor: number }

type Ears = { onLobbies: (lobbies: Lobby[]) => void; onNews: (news: LobbyNews) => void }

const firstRetryMs = 1_000
const lastRetryMs = 15_000

/** One room's, as the person inside it. */
export function followLobby(slug: string, pass: string, ears: Ears): () => void {
  return follow(async () => {
    const lobby = await ask<LobbyOut>('GET', `${roomPath(slug)}/lobby`, { pass })
    return { lobbies: [lobby], url: lobby.push.url, secret: pass, cursor: lobby.cursor }
  }, ears)
}

/** Those of every room I host, from any page. */
export function followLobbies(ears: Ears): () => void {
  return follow(async () => {
    const { watch, lobbies, cursor, push } = await ask<Watch>('POST', '/api/lobby/watch')
    return { lobbies, url: push.url, secret: watch, cursor }
  }, ears)
}

/** The stream resumes by itself after a cut; a secret that is worth nothing any more is asked for again. */
function follow(look: () => Promise<Heard>, { onLobbies, onNews }: Ears): () => void {
  let lobbies: Lobby[] = []
  let hangUp: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let retryMs = firstRetryMs
  let isStopped = false

  const begin = async () => {
    try {
      const heard = await look()
      if (isStopped) return
      lobbies = heard.lobbies
      onLobbies(lobbies)
      hangUp?.()
      hangUp = listen({ url: heard.url, pass: heard.secret, from: heard.cursor, onEvent, onState })
    } catch (trouble) {
      if (isStopped) return
      if (trouble instanceof Refusal && trouble.status < 429) return
      if (!(trouble instanceof Refusal || trouble instanceof Unreachable)) throw trouble
      later()
    }
  }
  const later = () => {
    timer = setTimeout(begin, retryMs)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
  }
  const onState = (state: PushState) => {
    if (state === 'open') retryMs = firstRetryMs
    if (state === 'refused') later()
  }
  const onEvent = (pushed: Pushed) => {
    const news = pushed as unknown as LobbyNews
    lobbies = afterNews(lobbies, news)
    onLobbies(lobbies)
    onNews(news)
  }
  void begin()
  return () => {
    isStopped = true
    hangUp?.()
    clearTimeout(timer)
  }
}

export function afterNews(lobbies: Lobby[], { event, data }: LobbyNews): Lobby[] {
  const known = lobbies.some(({ slug }) => slug === data.slug)
  const all = known
    ? lobbies
    : [...lobbies, { slug: data.slug, room: data.room, waiting: [], is_locked: false }]
  return all.map((lobby) => {
    if (lobby.slug !== data.slug) return lobby
    if (event === 'locked') return { ...lobby, is_locked: data.locked }
    const gone = event === 'decided' ? data.identities : [data.knock.identity]
    const waiting = lobby.waiting.filter(({ identity }) => !gone.includes(identity))
    return { ...lobby, waiting: event === 'knocked' ? [...waiting, data.knock] : waiting }
  })
}

/** As a host decides; inside a meeting with the pass, elsewhere by session. Each resolves to what became of it. */
export function admit(slug: string, identity: string, pass?: string): Promise<Decision> {
  return decide<Decision>(slug, `/${identity}/admit`, undefined, pass)
}

export function refuse(slug: string, identity: string, block: boolean, pass?: string): Promise<Decision> {
  return decide<Decision>(slug, `/${identity}/refuse`, { block }, pass)
}

export function admitAll(slug: string, pass?: string): Promise<Decision[]> {
  return decide<Decision[]>(slug, '/admit', undefined, pass)
}

export function sendNote(slug: string, text: string, pass?: string): Promise<void> {
  return decide<void>(slug, '/note', { text }, pass)
}

export function lockRoom(slug: string, locked: boolean, pass: string): Promise<void> {
  return ask('PUT', `${roomPath(slug)}/lock`, { body: { locked }, pass })
}

function decide<Answer>(slug: string, path: string, body: unknown, pass?: string): Promise<Answer> {
  return ask<Answer>('POST', `${roomPath(slug)}/lobby${path}`, {
    ...(body !== undefined && { body }),
    ...(pass && { pass }),
  })
}
