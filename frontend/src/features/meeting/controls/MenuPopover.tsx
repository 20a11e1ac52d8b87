/** A menu that opens from a control: things to do, and choices of which one is the case. */
import type { ReactNode, RefObject } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Popover, type PopoverProps } from 'react-aria-components/Popover'
import type { Icon } from '../../../ui/Button'
import { useWords, type WordKey } from '../../../words/words'
import styles from './MenuPopover.module.css'

type Placement = NonNullable<PopoverProps['placement']>

type MenuPopoverProps = {
  label: WordKey
  opener: RefObject<HTMLElement | null>
  onClose: () => void
  placement?: Placement
  children: ReactNode
}

export function MenuPopover({ label, opener, onClose, placement = 'top', children }: MenuPopoverProps) {
  const say = useWords()
  return (
    <Popover
      triggerRef={opener}
      aria-label={say(label)}
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      placement={placement}
      offset={10}
      className={styles.popover ?? ''}
    >
      <ControlMenu label={label} onClose={onClose} takesFocus>
        {children}
      </ControlMenu>
    </Popover>
  )
}

/** The list alone, for a sheet that has its own frame. */
type ControlMenuProps = Pick<MenuPopoverProps, 'label' | 'onClose' | 'children'> & { takesFocus?: boolean }

export function ControlMenu({ label, onClose, takesFocus = false, children }: ControlMenuProps) {
  const say = useWords()
  return (
    <Menu
      aria-label={say(label)}
      {...(takesFocus && { autoFocus: 'first' })}
      onClose={onClose}
      className={styles.menu ?? ''}
    >
      {children}
    </Menu>
  )
}

type ChoiceSectionProps<Id extends string> = {
  title: WordKey
  choices: readonly { id: Id; label: string }[]
  chosen: Id
  onChoose: (id: Id) => void
}

export function ChoiceSection<Id extends string>({
  title,
  choices,
  chosen,
  onChoose,
}: ChoiceSectionProps<Id>) {
  const say = useWords()
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[`${title} ${chosen}`]}
      onSelectionChange={(keys) => {
        const [key] = keys
        const choice = choices.find(({ id }) => `${title} ${id}` === key)
        if (choice) onChoose(choice.id)
      }}
      className={styles.section ?? ''}
    >
      <Header className={styles.title}>{say(title)}</Header>
      {choices.map(({ id, label }) => (
        // Two sections may hold the same id: "default" is a microphone and a speaker.
        <MenuItem key={id} id={`${title} ${id}`} textValue={label} className={styles.item ?? ''}>
          <span>{label}</span>
        </MenuItem>
      ))}
    </MenuSection>
  )
}

type ActionItemProps = {
  id: string
  label: WordKey
  icon: Icon
  shortcut?: string | undefined
  onAction: () => void
}

export function ActionItem({ id, label, icon: Drawing, shortcut, onAction }: ActionItemProps) {
  const say = useWords()
  return (
    <MenuItem id={id} textValue={say(label)} onAction={onAction} className={styles.item ?? ''}>
      <Drawing aria-hidden />
      <span>{say(label)}</span>
      {shortcut && <kbd className={styles.shortcut}>{shortcut}</kbd>}
    </MenuItem>
  )
}

type ToggleSectionProps = { id: string; label: WordKey; isOn: boolean; onChange: (isOn: boolean) => void }

export function ToggleSection({ id, label, isOn, onChange }: ToggleSectionProps) {
  const say = useWords()
  return (
    <MenuSection
      aria-label={say(label)}
      selectionMode="multiple"
      selectedKeys={isOn ? [id] : []}
      onSelectionChange={() => onChange(!isOn)}
      className={styles.section ?? ''}
    >
      <MenuItem id={id} textValue={say(label)} className={styles.item ?? ''}>
        <span>{say(label)}</span>
      </MenuItem>
    </MenuSection>
  )
}
