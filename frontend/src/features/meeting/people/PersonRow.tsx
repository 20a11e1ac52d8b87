/** One person: name, what they are, microphone, hand, and what I may do. */
import {
  BadgeCheck,
  Crown,
  Ellipsis,
  Hand as HandIcon,
  Headphones,
  Mic,
  MicOff,
  Pencil,
  TriangleAlert,
  Users,
} from 'lucide-react'
import { memo } from 'react'
import { useIsHost, useParticipant } from '../../../call/store'
import type { Participant } from '../../../call/types'
import { useFocusHandedOver } from '../../../focus'
import { Avatar } from '../../../ui/Avatar'
import type { Icon } from '../../../ui/Button'
import { MenuButton, type MenuItem } from '../../../ui/Menu'
import { useWords, type WordKey } from '../../../words/words'
import { type Hand, minutesWaited } from '../hands/queue'
import { useHappenings } from '../happenings'
import { useMay } from '../moderation/powers'
import { usePersonItems } from '../moderation/usePersonItems'
import styles from './PersonRow.module.css'

type PersonRowProps = {
  identity: string
  hand?: Hand
  now?: number
  onRename: () => void
  onLower: (identity: string) => void
}

const microphones: Record<Participant['microphone'], { icon: Icon; word: WordKey }> = {
  on: { icon: Mic, word: 'people.microphone_on' },
  muted: { icon: MicOff, word: 'people.microphone_muted' },
  none: { icon: Headphones, word: 'people.microphone_none' },
}

export const PersonRow = memo(function PersonRow(props: PersonRowProps) {
  const { identity, hand, now = 0, onRename, onLower } = props
  const say = useWords()
  const row = useFocusHandedOver<HTMLDivElement>()
  const isHost = useIsHost()
  const me = useHappenings((state) => state.me)
  const person = useParticipant(identity)
  const name = person?.name ?? hand?.name ?? ''
  const isMe = identity === me
  const mayRename = useMay('rename')
  const hosting = usePersonItems(identity)
  const own = itemsFor({
    identity,
    name,
    isMe,
    isHost,
    mayRename,
    isRaised: hand !== undefined,
    onRename,
    onLower,
  })
  const items =
    own.length > 0 && hosting.length > 0 ? [...own, 'line' as const, ...hosting] : [...own, ...hosting]
  return (
    <div ref={row} className={styles.row}>
      {hand && (
        <span className={styles.place}>
          <span aria-hidden>{hand.place}</span>
          <span className="unseen">{say('hands.place', { place: hand.place })}</span>
        </span>
      )}
      <Avatar name={name} id={identity} size={hand ? 'small' : 'normal'} />
      <div className={styles.who}>
        <p className={styles.name}>
          <bdi>{name}</bdi>
          {isMe && <span className={styles.you}> ({say('people.you')})</span>}
        </p>
        <p className={styles.marks}>
          {person && <Marks person={person} />}
          {hand && (
            <span className={styles.mark}>{say('hands.waiting', { minutes: minutesWaited(hand, now) })}</span>
          )}
        </p>
      </div>
      {person && <Microphone person={person} />}
      {items.length > 0 && (
        <MenuButton label="people.actions" values={{ name }} icon={Ellipsis} isIconOnly items={items} />
      )}
    </div>
  )
})

function Marks({ person }: { person: Participant }) {
  const say = useWords()
  return (
    <>
      {person.role === 'owner' && (
        <span className={styles.mark}>
          <Crown aria-hidden />
          {say('people.owner')}
        </span>
      )}
      {person.role === 'host' && (
        <span className={styles.mark}>
          <Crown aria-hidden />
          {say('people.host')}
        </span>
      )}
      {person.lookalike && (
        <span className={`${styles.mark} ${styles.warned}`}>
          <TriangleAlert aria-hidden />
          {say('host.lookalike')}
        </span>
      )}
      {person.sharesMicrophone && (
        <span className={styles.mark}>
          <Users aria-hidden />
          {say('people.shared_microphone')}
        </span>
      )}
      {person.role === 'guest' && <span className={styles.mark}>{say('people.guest')}</span>}
      {person.verified && (
        <span className={styles.mark}>
          <BadgeCheck aria-hidden />
          {person.organisation
            ? say('people.signed_in_at', { organisation: person.organisation })
            : say('people.signed_in')}
        </span>
      )}
    </>
  )
}

function Microphone({ person }: { person: Participant }) {
  const say = useWords()
  const speaks = person.speaking && person.microphone === 'on'
  const { icon: Drawing, word } = microphones[person.microphone]
  const text = say(speaks ? 'people.speaking' : word)
  return (
    <span className={`${styles.microphone} ${speaks ? styles.speaking : ''}`} title={text}>
      <Drawing aria-hidden />
      <span className="unseen">{text}</span>
    </span>
  )
}

type ItemsFor = {
  identity: string
  name: string
  isMe: boolean
  isHost: boolean
  mayRename: boolean
  isRaised: boolean
  onRename: () => void
  onLower: (identity: string) => void
}

function itemsFor(asked: ItemsFor): MenuItem[] {
  const { identity, name, isMe, isHost, mayRename, isRaised, onRename, onLower } = asked
  const items: MenuItem[] = []
  if (isMe && mayRename)
    items.push({ id: 'rename', label: 'people.rename', icon: Pencil, onAction: onRename })
  if (isRaised && isMe)
    items.push({ id: 'lower', label: 'hands.lower', icon: HandIcon, onAction: () => onLower(identity) })
  else if (isRaised && isHost)
    items.push({
      id: 'lower',
      label: 'hands.lower_of',
      values: { name },
      icon: HandIcon,
      onAction: () => onLower(identity),
    })
  return items
}
