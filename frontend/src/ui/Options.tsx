/** One of a few, all in view, each with a word on what it changes. */
import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { useWords, type Values, type WordKey } from '../words/words'
import type { Icon } from './Button'
import styles from './Options.module.css'

type OptionsProps<Id extends string> = {
  label: WordKey
  options: readonly { id: Id; label: WordKey; hint?: WordKey; values?: Values; icon?: Icon }[]
  /** Nothing while it is not known yet. */
  value: Id | null
  onChange: (id: Id) => void
  /** Side by side where there is room. */
  isRow?: boolean
}

export function Options<Id extends string>({
  label,
  options,
  value,
  onChange,
  isRow = false,
}: OptionsProps<Id>) {
  const say = useWords()
  return (
    <RadioGroup value={value} onChange={(id) => onChange(id as Id)} className={styles.group ?? ''}>
      <Label className={styles.label}>{say(label)}</Label>
      <div className={isRow ? styles.row : styles.column}>
        {options.map(({ id, label, hint, values, icon: Drawing }) => (
          <Radio key={id} value={id} className={styles.option ?? ''}>
            <span className={styles.dot} aria-hidden />
            {Drawing && <Drawing aria-hidden />}
            <span className={styles.words}>
              <span>{say(label, values)}</span>
              {hint && <span className={styles.hint}>{say(hint, values)}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
