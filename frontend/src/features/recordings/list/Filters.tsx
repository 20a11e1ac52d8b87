/** One field for titles and for what was said, and two days between which it was. */
import { Search } from 'lucide-react'
import { Switch } from '../../../ui/Switch'
import { TextField } from '../../../ui/TextField'
import { useWords } from '../../../words/words'
import styles from './Filters.module.css'
import type { Filter } from './filter'

type FiltersProps = { filter: Filter; onFilter: (change: Partial<Filter>) => void; found: number | undefined }

export function Filters({ filter, onFilter, found }: FiltersProps) {
  const say = useWords()
  return (
    <search className={styles.filters}>
      <div className={styles.find}>
        <TextField
          label="recordings.find"
          placeholder="recordings.find"
          isLabelUnseen
          type="search"
          icon={Search}
          value={filter.q}
          onChange={(q) => onFilter({ q })}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <TextField
        label="recordings.since"
        type="date"
        value={filter.since}
        onChange={(since) => onFilter({ since })}
      />
      <TextField
        label="recordings.until"
        type="date"
        value={filter.until}
        onChange={(until) => onFilter({ until })}
      />
      <div className={styles.words}>
        <Switch
          label="recordings.with_words"
          isSelected={filter.withWords}
          onChange={(withWords) => onFilter({ withWords })}
        />
      </div>
      <p className={`${styles.found} ${found === undefined ? 'unseen' : ''}`} role="status">
        {found !== undefined && say('recordings.found', { found })}
      </p>
    </search>
  )
}
