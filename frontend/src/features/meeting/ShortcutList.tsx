/** All shortcuts at a glance, as this person has them. */
import { Settings } from 'lucide-react'
import { usePreferences } from '../../preferences'
import { actions, chordFor, formatChord, shortcuts } from '../../shortcuts'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useWords } from '../../words/words'
import styles from './ShortcutList.module.css'

type ShortcutListProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; onChange: () => void }

export function ShortcutList({ isOpen, onOpenChange, onChange }: ShortcutListProps) {
  const say = useWords()
  const own = usePreferences((state) => state.shortcuts)
  const change = () => {
    onOpenChange(false)
    onChange()
  }
  return (
    <Dialog
      title="controls.shortcuts"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={<Button label="meeting.change_shortcuts" icon={Settings} onPress={change} />}
    >
      <dl className={styles.list}>
        {actions.map((action) => {
          const chord = chordFor(action, own)
          return (
            <div key={action} className={styles.row}>
              <dt>{say(shortcuts[action].label)}</dt>
              <dd>
                {chord ? <kbd className={styles.key}>{formatChord(chord)}</kbd> : say('meeting.no_key')}
              </dd>
            </div>
          )
        })}
      </dl>
    </Dialog>
  )
}
