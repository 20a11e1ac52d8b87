/** What can be done with a tile. Its button is the tile for the keyboard and for screen readers: it bears the tile's name. */
import { Ellipsis, EyeOff, Maximize, Minimize, Pin, PinOff } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Picture } from '../../../call/types'
import { prefer } from '../../../preferences'
import type { MenuItem } from '../../../ui/MenuList'
import MenuList from '../../../ui/MenuList'
import { useWords } from '../../../words/words'
import { usePersonItems } from '../moderation/usePersonItems'
import { useFullScreen } from './fullScreen'
import { swipedJustNow } from './swipe'
import styles from './Tile.module.css'
import { togglePin } from './view'

type TileMenuProps = {
  picture: Picture
  name: string
  isPinned: boolean
  isStop: boolean
  onFocus: () => void
  tile: RefObject<HTMLElement | null>
}

export function TileMenu({ picture, name, isPinned, isStop, onFocus, tile }: TileMenuProps) {
  const say = useWords()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const { isFull, toggle } = useFullScreen(tile)
  const items: MenuItem[] = [
    {
      id: 'pin',
      label: isPinned ? 'stage.unpin' : 'stage.pin',
      icon: isPinned ? PinOff : Pin,
      onAction: () => togglePin(picture.id),
    },
  ]
  if (document.fullscreenEnabled)
    items.push({
      id: 'full_screen',
      label: 'stage.full_screen',
      icon: Maximize,
      onAction: toggle,
    })
  if (picture.isLocal && picture.kind === 'camera')
    items.push({
      id: 'hide_self',
      label: 'stage.hide_self',
      icon: EyeOff,
      onAction: () => prefer({ hideSelf: true }),
    })
  const hosting = usePersonItems(picture.identity)
  if (hosting.length > 0) items.push('line', ...hosting)
  return (
    <>
      <Button
        ref={opener}
        className={styles.menu ?? ''}
        aria-label={isFull ? say('stage.leave_full_screen') : name}
        aria-haspopup={isFull ? undefined : 'menu'}
        aria-expanded={isOpen}
        excludeFromTabOrder={!isStop}
        data-tile={picture.id}
        onFocus={onFocus}
        // A menu would open behind a tile that fills the screen.
        onPress={() => (isFull ? toggle() : swipedJustNow() || setOpen(true))}
      >
        <span className={styles.dots}>{isFull ? <Minimize aria-hidden /> : <Ellipsis aria-hidden />}</span>
      </Button>
      {isOpen && <MenuList label={name} items={items} opener={opener} onClose={() => setOpen(false)} />}
    </>
  )
}
