/** A button that opens a list of things to do. The list itself is loaded when the pointer or the focus comes near. */
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { useWords, type Values, type WordKey } from '../words/words'
import { type ButtonKind, buttonClass, type Icon } from './Button'
import iconStyles from './IconButton.module.css'
import type { MenuItem } from './MenuList'
import { Tooltip } from './Tooltip'

export type { MenuItem }

const loadList = () => import('./MenuList')
const MenuList = lazy(loadList)

type MenuButtonProps = {
  label: WordKey
  values?: Values
  items: readonly MenuItem[]
  icon?: Icon
  kind?: ButtonKind
  /** Only the icon (or `face`) is drawn; the label is the name. */
  isIconOnly?: boolean
  /** Drawn instead of an icon: somebody's avatar. */
  face?: ReactNode
  isDisabled?: boolean
}

export function MenuButton({
  label,
  values,
  items,
  icon: Drawing,
  kind = 'quiet',
  isIconOnly,
  face,
  isDisabled,
}: MenuButtonProps) {
  const say = useWords()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const name = say(label, values)
  const button = (
    <AriaButton
      ref={opener}
      isDisabled={isDisabled ?? false}
      aria-label={isIconOnly ? name : undefined}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      className={isIconOnly ? (iconStyles.button ?? '') : buttonClass(kind)}
      onPress={() => setOpen(true)}
      onHoverStart={loadList}
      onFocus={loadList}
    >
      {face ?? (Drawing && <Drawing aria-hidden />)}
      {!isIconOnly && <span>{name}</span>}
    </AriaButton>
  )
  return (
    <>
      {isIconOnly ? <Tooltip text={name}>{button}</Tooltip> : button}
      {isOpen && (
        <Suspense>
          <MenuList label={name} items={items} opener={opener} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
