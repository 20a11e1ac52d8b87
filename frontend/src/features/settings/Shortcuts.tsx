/** Which keys do what during a meeting; each can be changed. */
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { prefer, usePreferences } from '../../preferences'
import { type Action, actions, chordFor, type OwnChords, shortcuts } from '../../shortcuts'
import { Button } from '../../ui/Button'
import { useWords } from '../../words/words'
import { ShortcutRow } from './ShortcutRow'
import styles from './Shortcuts.module.css'

export function Shortcuts() {
  const say = useWords()
  const own = usePreferences((state) => state.shortcuts)
  const [listening, setListening] = useState<Action>()
  return (
    <>
      <p className={styles.why}>{say('settings.shortcuts_why')}</p>
      <table className={styles.table}>
        <caption className="unseen">{say('settings.shortcuts')}</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">{say('settings.shortcut_action')}</th>
            <th scope="col">{say('settings.shortcut_keys')}</th>
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <ShortcutRow
              key={action}
              action={action}
              chord={chordFor(action, own)}
              own={own}
              isListening={listening === action}
              onListen={() => setListening(action)}
              onStop={() => setListening(undefined)}
              onChord={(chord) => {
                prefer({ shortcuts: without(own, action, chord) })
                setListening(undefined)
              }}
            />
          ))}
        </tbody>
      </table>
      <div>
        <Button
          label="settings.shortcuts_reset"
          icon={RotateCcw}
          isDisabled={Object.keys(own).length === 0}
          onPress={() => prefer({ shortcuts: {} })}
        />
      </div>
    </>
  )
}

/** Only what differs from the usual is kept, so that a better usual reaches everybody. */
function without(own: OwnChords, action: Action, chord: string): Record<string, string> {
  const { [action]: _, ...others } = own
  return chord === shortcuts[action].chord ? others : { ...others, [action]: chord }
}
