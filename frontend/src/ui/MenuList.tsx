/** The open list of a MenuButton; its own chunk, because positioning and type-ahead are not needed to see a page. */
import type { RefObject } from 'react'
import { MenuItem as AriaMenuItem, Menu } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { useWords, type Values, type WordKey } from '../words/words'
import type { Icon } from './Button'
import styles from './MenuList.module.css'

export type MenuItem =
  | {
      id: string
      label: WordKey
      values?: Values
      icon?: Icon
      kind?: 'plain' | 'danger'
      /** One of several, and this one is the case now: drawn with a check and said. */
      isChosen?: boolean
      isDisabled?: boolean
      onAction: () => void
    }
  | 'line'

type MenuListProps = {
  label: string
  items: readonly MenuItem[]
  opener: RefObject<HTMLElement | null>
  onClose: () => void
}

export default function MenuList({ label, items, opener, onClose }: MenuListProps) {
  const say = useWords()
  const chosen = items.flatMap((item) => (item !== 'line' && item.isChosen ? [item.id] : []))
  const hasChoice = items.some((item) => item !== 'line' && item.isChosen !== undefined)
  return (
    <Popover
      aria-label={label}
      triggerRef={opener}
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      placement="bottom end"
      offset={6}
      className={styles.popover ?? ''}
    >
      <Menu
        aria-label={label}
        className={styles.menu ?? ''}
        autoFocus="first"
        selectionMode={hasChoice ? 'single' : 'none'}
        selectedKeys={chosen}
        onClose={onClose}
      >
        {items.map((item, at) =>
          item === 'line' ? (
            <Separator key={`before ${idAt(items, at + 1)}`} className={styles.line ?? ''} />
          ) : (
            <AriaMenuItem
              key={item.id}
              id={item.id}
              textValue={say(item.label, item.values)}
              isDisabled={item.isDisabled ?? false}
              className={`${styles.item} ${item.kind === 'danger' ? styles.danger : ''}`}
              onAction={item.onAction}
            >
              {item.icon && <item.icon aria-hidden />}
              <span>{say(item.label, item.values)}</span>
            </AriaMenuItem>
          ),
        )}
      </Menu>
    </Popover>
  )
}

function idAt(items: readonly MenuItem[], at: number): string {
  const item = items[at]
  return !item || item === 'line' ? `line ${at}` : item.id
}
