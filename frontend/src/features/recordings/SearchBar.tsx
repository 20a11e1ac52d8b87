/** Look for words in what was said: how many passages, and from one to the next. */
import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { IconButton } from '../../ui/IconButton'
import { TextField } from '../../ui/TextField'
import { useWords } from '../../words/words'
import styles from './SearchBar.module.css'

type SearchBarProps = {
  query: string
  onQuery: (query: string) => void
  passages: number
  /** Which one is looked at, from 0; -1 for none yet. */
  at: number
  onStep: (step: 1 | -1) => void
}

export function SearchBar({ query, onQuery, passages, at, onStep }: SearchBarProps) {
  const say = useWords()
  const isAsked = query.trim().length > 1
  return (
    <search className={styles.search}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onStep(1)
        }}
      >
        <TextField
          label="search.here"
          isLabelUnseen
          placeholder="search.here"
          type="search"
          enterKeyHint="search"
          icon={Search}
          value={query}
          onChange={onQuery}
          maxLength={200}
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.shiftKey) {
              event.preventDefault()
              onStep(-1)
            }
          }}
          after={
            <>
              <span className={styles.count} role="status">
                {isAsked && (
                  <>
                    {at >= 0 && <span aria-hidden>{`${at + 1}\u00a0/\u00a0`}</span>}
                    {say('search.passages', { passages })}
                  </>
                )}
              </span>
              {passages > 0 && (
                <span className={styles.steps}>
                  <IconButton label="search.previous" icon={ChevronUp} onPress={() => onStep(-1)} />
                  <IconButton label="search.next" icon={ChevronDown} onPress={() => onStep(1)} />
                </span>
              )}
            </>
          }
        />
      </form>
    </search>
  )
}
