/** One action and its keys: press the button, then the new keys. Escape keeps the old ones, Delete takes them away. */
import { type KeyboardEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import {
  type Action,
  type ChordProblem,
  chordOf,
  formatChord,
  type OwnChords,
  problemWith,
  shortcuts,
} from '../../shortcuts'
import { useWords } from '../../words/words'
import styles from './Shortcuts.module.css'

type ShortcutRowProps = {
  action: Action
  chord: string
  own: OwnChords
  isListening: boolean
  onListen: () => void
  onStop: () => void
  onChord: (chord: string) => void
}

export function ShortcutRow({
  action,
  chord,
  own,
  isListening,
  onListen,
  onStop,
  onChord,
}: ShortcutRowProps) {
  const say = useWords()
  const [problem, setProblem] = useState<ChordProblem | null>(null)
  const label = say(shortcuts[action].label)
  const keys = chord ? formatChord(chord) : say('settings.shortcut_none')

  const hear = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const stop = () => {
      setProblem(null)
      onStop()
    }
    if (event.key === 'Escape') return stop()
    if (event.key === 'Delete' || event.key === 'Backspace') return onChord('')
    const pressed = chordOf(event.nativeEvent)
    if (!pressed) return
    const found = problemWith(pressed, action, own)
    setProblem(found)
    if (!found) onChord(pressed)
  }
  return (
    <tr className={styles.row} data-setting={shortcuts[action].label}>
      <th scope="row" className={styles.action}>
        {label}
        {isListening && problem && (
          <p role="alert" className={styles.problem}>
            {wordsFor(problem, say)}
          </p>
        )}
      </th>
      <td>
        <span onKeyDownCapture={hear} role="presentation">
          <Button
            aria-label={say('settings.shortcut_change', { action: label, keys })}
            className={styles.keys ?? ''}
            data-listening={isListening || undefined}
            onPress={onListen}
            onBlur={onStop}
          >
            {isListening ? say('settings.shortcut_press') : keys}
          </Button>
        </span>
        <span role="status" className="unseen">
          {isListening && say('settings.shortcut_press_how')}
        </span>
      </td>
    </tr>
  )
}

function wordsFor(problem: ChordProblem, say: ReturnType<typeof useWords>): string {
  if (problem === 'reserved') return say('settings.shortcut_reserved')
  if (problem === 'lone') return say('settings.shortcut_lone')
  return say('settings.shortcut_clash', { action: say(shortcuts[problem.clash].label) })
}
