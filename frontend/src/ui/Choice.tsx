/** One among several: the browser's own select, so that phones and screen readers show the one they know. */
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { useWords, type Values, type WordKey } from '../words/words'
import type { Icon } from './Button'
import styles from './Choice.module.css'

type ChoiceProps<Id extends string> = {
  label: WordKey
  values?: Values
  icon?: Icon
  /** The label is said but not drawn: an icon and the chosen word are enough. */
  isLabelUnseen?: boolean
  hint?: string
  options: readonly { id: Id; label: string }[]
  value: Id
  onChange: (id: Id) => void
  isDisabled?: boolean
}

export function Choice<Id extends string>({
  label,
  values,
  icon: Drawing,
  isLabelUnseen,
  hint,
  options,
  value,
  onChange,
  isDisabled,
}: ChoiceProps<Id>) {
  const say = useWords()
  const id = useId()
  return (
    <div className={styles.choice}>
      <label htmlFor={id} className={isLabelUnseen ? 'unseen' : styles.label}>
        {say(label, values)}
      </label>
      <div className={styles.edge}>
        {Drawing && <Drawing aria-hidden className={styles.icon} />}
        <select
          id={id}
          className={styles.select}
          value={value}
          disabled={isDisabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value as Id)}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className={styles.chevron} />
      </div>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
