/** A line to write in, with its label, its hint and what is wrong with it: the browser's own field does the rest. */
import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { useWords, type Values, type WordKey } from '../words/words'
import type { Icon } from './Button'
import styles from './TextField.module.css'

type TextFieldProps = Omit<
  ComponentProps<'input'>,
  'children' | 'className' | 'onChange' | 'placeholder' | 'value'
> & {
  label: WordKey
  values?: Values | undefined
  /** The label is said but not drawn: only where the heading or the placeholder already shows it. */
  isLabelUnseen?: boolean
  value: string
  onChange: (text: string) => void
  /** What is wrong, in words. */
  error?: string | undefined
  hint?: string | undefined
  placeholder?: WordKey
  icon?: Icon
  /** What stands inside the field's edge, after the text: a button. */
  after?: ReactNode
}

export function TextField({
  label,
  values,
  isLabelUnseen,
  value,
  onChange,
  error,
  hint,
  placeholder,
  icon: Drawing,
  after,
  id: givenId,
  ...props
}: TextFieldProps) {
  const say = useWords()
  const ownId = useId()
  const id = givenId ?? ownId
  const about = `${id}-about`
  return (
    <div className={styles.field} data-invalid={error ? true : undefined}>
      <label htmlFor={id} className={isLabelUnseen ? 'unseen' : styles.label}>
        {say(label, values)}
      </label>
      <div className={styles.edge}>
        {Drawing && <Drawing aria-hidden className={styles.icon} />}
        <input
          type="text"
          {...props}
          id={id}
          className={styles.input}
          placeholder={placeholder && say(placeholder)}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? about : undefined}
        />
        {after}
      </div>
      {error ? (
        <p id={about} className={styles.error} role="alert">
          <CircleAlert aria-hidden />
          <span>{error}</span>
        </p>
      ) : (
        hint && (
          <p id={about} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}
