/** Several people share at once: which screen is in front, or all of them side by side. */
import { Columns2 } from 'lucide-react'
import { Group } from 'react-aria-components/Group'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { useParticipant, usePicture } from '../../../call/store'
import { useWords } from '../../../words/words'
import { useShownScreens } from '../stage/scene'
import { useScreenNumber } from '../stage/screenNumber'
import { putInFront, useView } from '../stage/view'
import styles from './ScreenTabs.module.css'

export function ScreenTabs() {
  const say = useWords()
  const screens = useShownScreens()
  const front = useView((state) => state.front)
  if (screens.length < 2) return null
  const chosen = front && screens.includes(front) ? front : null
  return (
    <Group aria-label={say('strips.screens')} className={styles.tabs ?? ''}>
      {screens.map((id) => (
        <ScreenTab key={id} id={id} isChosen={id === chosen} />
      ))}
      <ToggleButton className={styles.tab ?? ''} isSelected={!chosen} onChange={() => putInFront(null)}>
        <Columns2 aria-hidden />
        {say('strips.all_screens')}
      </ToggleButton>
    </Group>
  )
}

function ScreenTab({ id, isChosen }: { id: string; isChosen: boolean }) {
  const say = useWords()
  const picture = usePicture(id)
  const owner = useParticipant(picture?.identity ?? '')
  const number = useScreenNumber(id)
  if (!picture || !owner) return null
  const [mine, theirs] = number
    ? (['stage.screen_mine_nth', 'strips.screen_of_nth'] as const)
    : (['stage.screen_mine', 'strips.screen_of'] as const)
  return (
    <ToggleButton className={styles.tab ?? ''} isSelected={isChosen} onChange={() => putInFront(id)}>
      {say(picture.isLocal ? mine : theirs, { name: owner.name, number })}
    </ToggleButton>
  )
}
