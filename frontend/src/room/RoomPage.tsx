/** What is at a room's address: the lobby, then the meeting, then what comes after. The address never changes. */
import { lazy, type ReactNode, Suspense, startTransition, useEffect, useState } from 'react'
import { useParams } from 'wouter'
import { useRoom, useSession } from '../api/queries'
import type { RoomView } from '../api/types'
import { useCall } from '../call/store'
import { Lobby, type LobbyProps } from '../features/lobby/Lobby'
import type { Refusal } from '../features/lobby/refusal'
import { Shut } from '../features/lobby/Shut'
import { SignInFirst } from '../features/lobby/SignInFirst'
import Trouble from '../features/trouble/Trouble'
import { Frame } from '../frame/Frame'
import { troubleOf } from '../frame/trouble-of'
import { whenIdle } from '../idle'
import { type Loaded, loadMeeting } from './enter'
import { useEntrance } from './entrance'
import styles from './RoomPage.module.css'

const loadLeft = () => import('../features/left/Left')
const Left = lazy(loadLeft)

// Often enough to see a friend arrive, seldom enough to be nothing for the server.
const lookAgainMs = 8_000

/** The first second inside belongs to the first faces: what is not seen any more is taken down after it. */
const firstFacesMs = 1_000

export default function RoomPage() {
  const { slug = '' } = useParams()
  return <Room key={slug} slug={slug} />
}

function Room({ slug }: { slug: string }) {
  const { entered, entering, refusal, waiting, open, cancel, comeBack } = useEntrance(slug)
  const isOver = useCall((state) => state.phase === 'ended')
  const isInside = entered !== undefined && !isOver
  const isDoorGone = useAfter(isInside, firstFacesMs)
  // Whoever waits is told.
  const room = useRoom(slug, isInside || waiting ? false : lookAgainMs)
  const mayEnter = room.data?.may === 'enter' || room.data?.may === 'knock'
  const ready = useMeetingReady(mayEnter, room.data?.livekit_url)
  const trouble = room.error && troubleOf(room.error)

  // Here before it is needed: a person may leave while our server is down.
  useEffect(() => (isInside ? whenIdle(() => void loadLeft().catch(() => undefined)) : undefined), [isInside])

  if (entered && isOver)
    return (
      <Framed>
        <Left onRejoin={comeBack} />
      </Framed>
    )
  // What was seen once stays, whatever the line does; only a room that is gone takes the page with it.
  if (!isInside && trouble && (!room.data || trouble === 'not_found'))
    return (
      <Framed>
        <Trouble
          kind={trouble === 'not_found' && room.data ? 'gone' : trouble}
          onRetry={() => void room.refetch()}
        />
      </Framed>
    )
  const Meeting = entered?.Meeting ?? ready?.Meeting
  return (
    <>
      {!isDoorGone && (
        <div className={isInside ? styles.gone : styles.here}>
          <Framed>
            {room.data && (
              <Door
                room={room.data}
                entering={entering}
                refusal={refusal}
                waiting={waiting}
                onEnter={open}
                onCancel={cancel}
                onRetry={() => {
                  comeBack()
                  void room.refetch()
                }}
              />
            )}
          </Framed>
        </div>
      )}
      {/* Built out of sight while the person looks at the preview: the click only has to show it. */}
      {Meeting && <Meeting isShown={isInside} />}
    </>
  )
}

/** True once `it` has been true for so long. */
function useAfter(it: boolean, ms: number): boolean {
  const [isSo, setSo] = useState(false)
  useEffect(() => {
    if (!it) return setSo(false)
    const timer = setTimeout(() => startTransition(() => setSo(true)), ms)
    return () => clearTimeout(timer)
  }, [it, ms])
  return it && isSo
}

/** After the lobby answers to the person, and before they click: the code, the words, the way to the SFU. */
function useMeetingReady(mayEnter: boolean, livekitUrl: string | undefined): Loaded | undefined {
  const [ready, setReady] = useState<Loaded>()
  useEffect(() => {
    if (!mayEnter) return
    let isWanted = true
    const stop = whenIdle(async () => {
      // A click asks again, and says so if it still does not come.
      const loaded = await loadMeeting().catch(() => undefined)
      if (!isWanted || !loaded) return
      if (livekitUrl) loaded.call.warm(livekitUrl)
      startTransition(() => setReady(loaded))
    })
    return () => {
      isWanted = false
      stop()
    }
  }, [mayEnter, livekitUrl])
  return ready
}

type DoorProps = Omit<LobbyProps, 'suggestedName'> & { onRetry: () => void }

function Door({ onRetry, ...props }: DoorProps) {
  const session = useSession()
  const { room, refusal, waiting } = props
  const shut = shutFor(room.may, refusal)
  if (shut && !waiting) return <Shut room={room} {...shut} onRetry={onRetry} />
  if (room.may === 'sign_in' && !waiting) return <SignInFirst room={room} />
  return <Lobby {...props} suggestedName={session.data?.user?.name ?? ''} />
}

/** What the server said to this person's own request comes before what it says to anybody. */
function shutFor(may: RoomView['may'], refusal: Refusal | undefined) {
  if (refusal?.what === 'shut') return { why: refusal.why, message: refusal.message }
  if (may === 'locked') return { why: 'locked' as const }
  return may === 'no' ? { why: 'members' as const } : undefined
}

function Framed({ children }: { children: ReactNode }) {
  return (
    <Frame>
      <Suspense>{children}</Suspense>
    </Frame>
  )
}
