/** Who is here: raised hands first, then everybody, with what they are and whether they can be heard. */
import { Hand, MicOff, Search } from 'lucide-react'
import { useCallback, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useCall, useIsHost } from '../../../call/store'
import { keepFocus } from '../../../focus'
import { Button } from '../../../ui/Button'
import { TextField } from '../../../ui/TextField'
import { useLanguage, useWords } from '../../../words/words'
import { lowerHandOf, nextSpeaker, raiseHand, useHands } from '../hands/hands'
import { Queue } from '../hands/Queue'
import { lowerAllHands, muteEveryone } from '../moderation/hosting'
import { useMay } from '../moderation/powers'
import { AtTheDoor } from './AtTheDoor'
import { BlockedPeople } from './BlockedPeople'
import styles from './PeoplePanel.module.css'
import { PersonRow } from './PersonRow'
import { RenameDialog } from './RenameDialog'
import { listed, matches } from './sorting'

/** Fewer than this are found by eye. */
const searchFrom = 6

export function PeoplePanel() {
  const say = useWords()
  const [search, setSearch] = useState('')
  const [isRenaming, setRenaming] = useState(false)
  const wanted = useDeferredValue(search)
  const people = usePeople()
  const hands = useHands()
  const language = useLanguage((state) => state.language)
  const title = useId()

  const raised = hands.filter((hand) => matches(hand.name, wanted))
  const others = useMemo(() => {
    const up = new Set(hands.map((hand) => hand.identity))
    return listed(
      people.filter((person) => !up.has(person.identity)),
      wanted,
      language,
    )
  }, [people, hands, wanted, language])
  const found = raised.length + others.length
  const rename = useCallback(() => setRenaming(true), [])
  const panel = useRef<HTMLDivElement>(null)
  const lower = useCallback((identity: string) => {
    const isMine = identity === useCall.getState().me
    void (isMine ? raiseHand(false) : lowerHandOf(identity)).then(() => keepFocus(panel.current))
  }, [])
  const callNext = () => void nextSpeaker().then(() => keepFocus(panel.current))

  return (
    <div ref={panel} className={styles.panel} tabIndex={-1}>
      {(people.length >= searchFrom || search !== '') && (
        <div className={styles.search}>
          <TextField
            type="search"
            label="people.search"
            placeholder="people.search"
            isLabelUnseen
            icon={Search}
            value={search}
            onChange={setSearch}
          />
        </div>
      )}
      {people.length > 1 && <HostBar hasHands={hands.length > 0} />}
      <div className={styles.scroller}>
        <AtTheDoor />
        {raised.length > 0 && (
          <Queue
            hands={raised}
            onNext={callNext}
            row={(hand, now) => (
              <PersonRow identity={hand.identity} hand={hand} now={now} onRename={rename} onLower={lower} />
            )}
          />
        )}
        <section aria-labelledby={title} hidden={others.length === 0 && raised.length > 0}>
          <h3 id={title} className={styles.title}>
            {wanted && say('people.found', { count: found })}
            {!wanted && raised.length === 0 && say('people.here', { count: people.length })}
            {!wanted && raised.length > 0 && say('people.others', { count: others.length })}
          </h3>
          <ul className={styles.list}>
            {others.map((person) => (
              <li key={person.identity} className={styles.item}>
                <PersonRow identity={person.identity} onRename={rename} onLower={lower} />
              </li>
            ))}
          </ul>
          {wanted && found === 0 && (
            <p className={styles.nobody}>{say('people.search_none', { text: wanted })}</p>
          )}
          {!wanted && people.length === 1 && <p className={styles.nobody}>{say('people.alone')}</p>}
        </section>
        <BlockedPeople />
      </div>
      <p role="status" className="unseen">
        {wanted && say('people.found', { count: found })}
      </p>
      <RenameDialog isOpen={isRenaming} onOpenChange={setRenaming} />
    </div>
  )
}

/** What concerns everybody at once. */
function HostBar({ hasHands }: { hasHands: boolean }) {
  const isHost = useIsHost()
  const mayMute = useMay('mute')
  if (!isHost && !mayMute) return null
  return (
    <div className={styles.hosting}>
      {mayMute && <Button label="host.mute_everyone" icon={MicOff} onPress={() => void muteEveryone()} />}
      {isHost && hasHands && (
        <Button label="host.lower_all" icon={Hand} onPress={() => void lowerAllHands()} />
      )}
    </div>
  )
}

/** Only who they are: that somebody speaks or is muted redraws one row, not three hundred. */
function usePeople() {
  const identities = useCall((state) => state.order)
  const names = useCall(
    useShallow((state) => state.order.map((identity) => state.participants[identity]?.name)),
  )
  const me = useCall((state) => state.me)
  return useMemo(
    () =>
      identities.flatMap((identity, at) => {
        const name = names[at]
        return name === undefined ? [] : [{ identity, name, isLocal: identity === me }]
      }),
    [identities, names, me],
  )
}
