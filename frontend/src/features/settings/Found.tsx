/** The settings that were searched for, each a way to where it stands. */
import { ChevronRight } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useWords, type WordKey } from '../../words/words'
import styles from './Found.module.css'
import type { Setting } from './search'

type FoundProps = {
  wanted: string
  found: readonly Setting[]
  titles: Record<Setting['page'], WordKey>
  onChoose: (setting: Setting) => void
}

export function Found({ wanted, found, titles, onChoose }: FoundProps) {
  const say = useWords()
  return (
    <div className={styles.found}>
      <p role="status" className={styles.count}>
        {found.length > 0
          ? say('settings.found', { count: found.length })
          : say('settings.found_none', { text: wanted.trim() })}
      </p>
      <ul className={styles.list}>
        {found.map((setting) => (
          <li key={`${setting.page} ${setting.label}`}>
            <Button className={styles.setting ?? ''} onPress={() => onChoose(setting)}>
              <span>{say(setting.label)}</span>
              <span className={styles.page}>{say(titles[setting.page])}</span>
              <ChevronRight aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
