/** Something to press, always with its word. */
import type { ComponentType, SVGProps } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { useWords, type Values, type WordKey } from '../words/words'
import styles from './Button.module.css'
import { Spinner } from './Spinner'

/** A lucide icon, or any drawing that takes an svg's properties. */
export type Icon = ComponentType<Pick<SVGProps<SVGSVGElement>, 'className' | 'aria-hidden'>>

/** One `primary` a screen: the thing to do next. Red (`danger`) leaves or destroys. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

export type ButtonProps = Omit<
  AriaButtonProps,
  'children' | 'className' | 'style' | 'aria-label' | 'isPending'
> & {
  label: WordKey
  values?: Values
  icon?: Icon
  kind?: ButtonKind
  size?: 'normal' | 'large'
  /** What was asked is on its way. */
  isPending?: boolean
  /** As wide as what holds it. */
  wide?: boolean
}

export function Button({
  label,
  values,
  icon: Drawing,
  kind = 'plain',
  size,
  wide,
  isPending,
  ...props
}: ButtonProps) {
  const say = useWords()
  return (
    <AriaButton {...props} {...(isPending && patient)} className={buttonClass(kind, size, wide)}>
      {isPending ? <Spinner /> : Drawing && <Drawing aria-hidden />}
      <span>{say(label, values)}</span>
      {isPending && <span className="unseen">{say('ui.pending')}</span>}
    </AriaButton>
  )
}

/** While what was asked is on its way: keeps the focus, and takes no second press. */
const patient = { type: 'button', onPress: () => undefined, 'data-pending': true } as const

/** For links that look like buttons. */
export function buttonClass(kind: ButtonKind, size: ButtonProps['size'] = 'normal', wide = false): string {
  return [styles.button, styles[kind], size === 'large' && styles.large, wide && styles.wide]
    .filter(Boolean)
    .join(' ')
}
