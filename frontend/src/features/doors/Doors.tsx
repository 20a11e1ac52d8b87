/** Somebody waits at a door of mine while I am elsewhere in the product: who, where, and the two things to do about it. */
import { UserRoundCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Refusal, Unreachable } from '../../api/client'
import { admit, admitAll, followLobbies, type Lobby, refuse } from '../../api/lobby'
import type { Decision, Knock } from '../../api/types'
import { announce } from '../../call/announcer'
import { ring } from '../../call/chime'
import { useCall } from '../../call/store'
import { usePreferences } from '../../preferences'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/toasts'
import { useWords } from '../../words/words'
import styles from './Doors.module.css'

export default function Doors() {
  const [lobbies, setLobbies] = useState<Lobby[]>([])
  useEffect(
    () =>
      followLobbies({
        onLobbies: setLobbies,
        onNews: (news) => {
          if (news.event !== 'knocked') return
          if (usePreferences.getState().chimes) ring('knock', useCall.getState().devices.speaker)
          announce('knock', 'door.knocked', { name: news.data.knock.name })
        },
      }),
    [],
  )
  const waited = lobbies.filter(({ waiting }) => waiting.length > 0)
  if (waited.length === 0) return null
  return (
    <div className={styles.doors}>
      {waited.map((lobby) => (
        <Door key={lobby.slug} lobby={lobby} />
      ))}
    </div>
  )
}

function Door({ lobby }: { lobby: Lobby }) {
  const say = useWords()
  const { slug, waiting } = lobby
  const room = lobby.room || slug
  const [first] = waiting
  if (!first) return null
  const others = waiting.length - 1
  return (
    <section className={styles.door} aria-label={say('door.at_room', { room })}>
      <Avatar name={first.name} id={first.identity} size="small" />
      <p className={styles.words}>
        <strong>
          <bdi>{first.name}</bdi>
        </strong>{' '}
        {others > 0 ? say('door.several_of', { others, room }) : say('door.waits_of', { room })}
        {others === 0 && (
          <span className={styles.aside}> · {say(first.verified ? 'door.verified' : 'door.guest')}</span>
        )}
      </p>
      <span className={styles.actions}>
        <Button
          label="door.refuse"
          onPress={() => void decide(first, 'refused', refuse(slug, first.identity, false))}
        />
        {others > 0 && <Button label="door.admit_all" onPress={() => void attempt(admitAll(slug))} />}
        <Button
          label="door.admit"
          icon={UserRoundCheck}
          kind="primary"
          onPress={() => void decide(first, 'admitted', admit(slug, first.identity))}
        />
      </span>
    </section>
  )
}

async function decide(knock: Knock, wanted: Decision['state'], asked: Promise<Decision>): Promise<void> {
  const decision = await attempt(asked)
  if (!decision || decision.state === wanted) return
  const { name } = knock
  if (decision.by) toast('door.decided_by', { name, by: decision.by, state: decision.state })
  else toast('door.gone', { name })
}

async function attempt<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (trouble) {
    if (!(trouble instanceof Refusal || trouble instanceof Unreachable)) throw trouble
    toast('door.failed', undefined, { kind: 'danger' })
    return undefined
  }
}
