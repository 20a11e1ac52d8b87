/** A control that shows only its drawing; its word is its name and its tooltip. */
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { useWords, type Values, type WordKey } from '../words/words'
import type { Icon } from './Button'
import styles from './IconButton.module.css'
import { Tooltip } from './Tooltip'

export type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  label: WordKey
  values?: Values
  icon: Icon
  /** What else the tooltip says, such as the shortcut. */
  hint?: string
  kind?: 'quiet' | 'plain' | 'stage'
}

export function IconButton({
  label,
  values,
  icon: Drawing,
  hint,
  kind = 'quiet',
  ...props
}: IconButtonProps) {
  const say = useWords()
  const name = say(label, values)
  return (
    <Tooltip text={hint ? `${name} (${hint})` : name}>
      <AriaButton
        {...props}
        aria-label={name}
        className={`${styles.button} ${kind === 'quiet' ? '' : styles[kind]}`}
      >
        <Drawing aria-hidden />
      </AriaButton>
    </Tooltip>
  )
}
