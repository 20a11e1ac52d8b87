/** The other pages of the stage: buttons, and the page's number, which is also said when it changes. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Group } from 'react-aria-components/Group'
import { IconButton } from '../../../ui/IconButton'
import { useWords } from '../../../words/words'
import { useChord } from '../controls/chord'
import styles from './Stage.module.css'
import { turnPageBy } from './view'

export function Pager({ page, pages }: { page: number; pages: number }) {
  const say = useWords()
  const next = useChord('next_page')
  const previous = useChord('previous_page')
  return (
    <Group className={styles.pager ?? ''} aria-label={say('stage.pages')}>
      <IconButton
        label="stage.previous_page"
        icon={ChevronLeft}
        hint={previous}
        isDisabled={page === 0}
        onPress={() => turnPageBy(-1)}
      />
      <span>{say('stage.page', { page: page + 1, pages })}</span>
      <IconButton
        label="stage.next_page"
        icon={ChevronRight}
        hint={next}
        isDisabled={page === pages - 1}
        onPress={() => turnPageBy(1)}
      />
    </Group>
  )
}
