/** One thing to do during the call: a drawing, its word under it, and its shortcut in the tooltip. */
import type { Ref } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'
import type { Icon } from '../../../ui/Button'
import { Tooltip } from '../../../ui/Tooltip'
import { toast } from '../../../ui/toasts'
import { useWords, type Values, type WordKey } from '../../../words/words'
import styles from './Control.module.css'

export type ControlProps = Omit<ButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  /** The word under the drawing. */
  label: WordKey
  values?: Values | undefined
  /** The whole name, where the word alone does not say what pressing does; it begins with the word. */
  name?: WordKey | undefined
  /** The chord, as people write it. */
  shortcut?: string | undefined
  icon: Icon
  /** `device`: microphone and camera, on their own ground; `leave`: the only red one. */
  kind?: 'plain' | 'device' | 'leave'
  /** Pressed and still so: drawn in the accent and said. */
  isOn?: boolean | undefined
  /** Closed: nothing is seen or heard of me. */
  isOff?: boolean
  /** Why it cannot be done here; it stays in its place, can be reached, and says so. */
  barred?: WordKey | undefined
  /** How many wait behind it. */
  badge?: number | undefined
  ref?: Ref<HTMLButtonElement>
}

export function Control({
  label,
  values,
  name,
  shortcut,
  icon: Drawing,
  kind = 'plain',
  isOn,
  isOff,
  badge,
  barred,
  ...props
}: ControlProps) {
  const say = useWords()
  const word = say(label, values)
  const named = name ? say(name, values) : word
  const whole = barred ? `${named} (${say(barred)})` : named
  return (
    <Tooltip text={shortcut ? `${whole} (${shortcut})` : whole}>
      <Button
        {...props}
        {...(barred && { onPress: () => toast(barred) })}
        aria-label={whole === word ? undefined : whole}
        aria-pressed={isOn}
        className={`${styles.control} ${styles[kind] ?? ''}`}
        data-on={isOn || undefined}
        data-off={isOff || undefined}
        data-barred={barred ? true : undefined}
      >
        <span className={styles.drawing} data-badge={badge ? (badge > 99 ? '99+' : badge) : undefined}>
          <Drawing aria-hidden />
        </span>
        <span className={styles.word}>{word}</span>
      </Button>
    </Tooltip>
  )
}
