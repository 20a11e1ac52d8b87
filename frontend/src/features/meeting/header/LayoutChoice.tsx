/** How the stage is laid out, as a word and as a choice. */
import { useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { usePreferences } from '../../../preferences'
import { useWords } from '../../../words/words'
import { ChoiceSection, MenuPopover } from '../controls/MenuPopover'
import { chooseLayout, layouts } from '../layouts'
import styles from './Header.module.css'

export function LayoutChoice() {
  const say = useWords()
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const layout = usePreferences((state) => state.layout)
  const current = layouts.find(({ id }) => id === layout)
  if (!current) return null
  return (
    <>
      <Button
        ref={opener}
        className={styles.choice ?? ''}
        aria-label={`${say(current.label)}, ${say('stage.layout')}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
      >
        <span className={styles.pill}>
          <current.icon aria-hidden />
          {say(current.label)}
        </span>
      </Button>
      {isOpen && (
        <MenuPopover
          label="stage.layout"
          opener={opener}
          placement="bottom end"
          onClose={() => setOpen(false)}
        >
          <ChoiceSection
            title="stage.layout"
            choices={layouts.map(({ id, label }) => ({ id, label: say(label) }))}
            chosen={layout}
            onChoose={chooseLayout}
          />
        </MenuPopover>
      )}
    </>
  )
}
