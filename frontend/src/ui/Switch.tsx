/** On or off, at once. */
import { useId } from 'react'
import { Switch as AriaSwitch, type SwitchProps } from 'react-aria-components/Switch'
import { useWords, type Values, type WordKey } from '../words/words'
import styles from './Switch.module.css'

type Props = Omit<SwitchProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  label: WordKey
  values?: Values
  hint?: string
}

export function Switch({ label, values, hint, ...props }: Props) {
  const say = useWords()
  const id = useId()
  return (
    <div className={styles.row}>
      <AriaSwitch {...props} className={styles.switch ?? ''} aria-describedby={hint ? id : undefined}>
        <span>{say(label, values)}</span>
        <span className={styles.track} aria-hidden>
          <span className={styles.thumb} />
        </span>
      </AriaSwitch>
      {hint && (
        <p id={id} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
