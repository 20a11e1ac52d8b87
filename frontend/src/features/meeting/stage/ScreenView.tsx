/** A shared screen: whose it is, the whole of it or a part enlarged, full screen. Its tools stand above it, never on it. */
import { Maximize, Minimize, Monitor, MonitorUp, ZoomIn, ZoomOut } from 'lucide-react'
import { useRef } from 'react'
import { Group } from 'react-aria-components/Group'
import { setSaver } from '../../../call/call'
import { useCall } from '../../../call/store'
import type { Participant, Picture } from '../../../call/types'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { useWords } from '../../../words/words'
import { useFullScreen } from './fullScreen'
import type { Size } from './layout'
import { usePan } from './pan'
import styles from './ScreenView.module.css'
import { useScreenNumber } from './screenNumber'
import { Video } from './Video'
import { useView, zoom } from './view'

type ScreenViewProps = { picture: Picture; participant: Participant; isMain: boolean; size: Size }

export function ScreenView({ picture, participant, isMain, size }: ScreenViewProps) {
  const say = useWords()
  const root = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const factor = useView((state) => state.zooms[picture.id] ?? 1)
  const { isFull, toggle } = useFullScreen(root)
  usePan(scroller, factor, (by) => zoom(picture.id, by))

  const number = useScreenNumber(picture.id)
  const isSpared = useCall(({ saver }) => saver === 'audio' && !picture.live)

  const [mine, theirs] = number
    ? (['stage.screen_mine_nth', 'stage.screen_of_nth'] as const)
    : (['stage.screen_mine', 'stage.screen_of'] as const)
  const who = say(picture.isLocal ? mine : theirs, { name: participant.name, number })
  const percent = `${factor * 100}%`
  return (
    <div ref={root} className={styles.screen}>
      <div className={styles.tools}>
        <span className={styles.who} aria-hidden>
          <MonitorUp />
          <span>
            {who}
            {picture.withSound && ` · ${say('stage.tile_sound')}`}
          </span>
        </span>
        {isMain && !isSpared && (
          <Group className={styles.zoom ?? ''} aria-label={say('stage.zoom_group')}>
            <IconButton
              label="stage.zoom_out"
              hint="−"
              icon={ZoomOut}
              isDisabled={factor === 1}
              onPress={() => zoom(picture.id, -1)}
            />
            <span className={styles.percent}>{say('stage.zoom', { percent: factor * 100 })}</span>
            <IconButton
              label="stage.zoom_in"
              hint="+"
              icon={ZoomIn}
              isDisabled={factor === 4}
              onPress={() => zoom(picture.id, 1)}
            />
            {document.fullscreenEnabled && (
              <IconButton
                label={isFull ? 'stage.leave_full_screen' : 'stage.full_screen'}
                icon={isFull ? Minimize : Maximize}
                onPress={toggle}
              />
            )}
          </Group>
        )}
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        {...(factor > 1 && { tabIndex: 0, role: 'group', 'aria-label': say('stage.screen_part', { who }) })}
        data-enlarged={factor > 1 || undefined}
      >
        <div className={styles.sheet} style={{ width: percent, height: percent }}>
          {picture.live && (
            <Video key={picture.id} id={picture.id} size={size} mayLose={0} isMirrored={false} />
          )}
          {isSpared && <Spared />}
        </div>
      </div>
    </div>
  )
}

/** Not received, by wish: why the place is empty, and the way back. */
function Spared() {
  const say = useWords()
  return (
    <div className={styles.spared}>
      <p>{say('stage.screen_spared')}</p>
      <Button label="stage.show_screen" icon={Monitor} onPress={() => setSaver('economy')} />
    </div>
  )
}
