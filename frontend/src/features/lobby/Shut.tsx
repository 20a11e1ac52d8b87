/** The door is not for this person, or not now: what, why, and the one thing to do. */
import { Ban, DoorClosed, House, Lock, RotateCcw, UsersRound } from 'lucide-react'
import type { RoomView } from '../../api/types'
import { routes } from '../../routes'
import { Button, type Icon } from '../../ui/Button'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import { useWords, type WordKey } from '../../words/words'
import type { Shut as Why } from './refusal'
import styles from './SignInFirst.module.css'

const told: Record<Why, { icon: Icon; title: WordKey; why: WordKey; way: 'home' | 'retry' }> = {
  refused: { icon: DoorClosed, title: 'lobby.shut.refused', why: 'lobby.shut.refused_why', way: 'home' },
  blocked: { icon: Ban, title: 'lobby.shut.blocked', why: 'lobby.shut.blocked_why', way: 'home' },
  locked: { icon: Lock, title: 'lobby.shut.locked', why: 'lobby.shut.locked_why', way: 'retry' },
  members: { icon: UsersRound, title: 'lobby.shut.members', why: 'lobby.shut.members_why', way: 'home' },
}

/** `message` is what the server said to this very request. */
type ShutProps = { room: RoomView; why: Why; message?: string; onRetry: () => void }

export function Shut({ room, why, message, onRetry }: ShutProps) {
  const say = useWords()
  const { icon: Drawing, title, why: usual, way } = told[why]
  return (
    <section className={styles.page}>
      <span className={styles.icon}>
        <Drawing aria-hidden />
      </span>
      <PageTitle label={title} />
      <p>{message ?? say(usual)}</p>
      <p>{say('lobby.shut.room', { slug: room.slug })}</p>
      {way === 'home' ? (
        <ButtonLink to={routes.home} label="trouble.home" icon={House} kind="primary" size="large" />
      ) : (
        <Button label="trouble.retry" icon={RotateCcw} kind="primary" size="large" onPress={onRetry} />
      )}
    </section>
  )
}
