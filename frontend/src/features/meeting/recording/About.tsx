/** What will be kept, before it is. */
import { Clapperboard, ScrollText, Volume2 } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../call/recorder'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Options } from '../../../ui/Options'
import { Switch } from '../../../ui/Switch'
import { useWords } from '../../../words/words'
import { start, useRecording } from './recording'

const modes = [
  { id: 'video', label: 'recording.mode_video', hint: 'recording.mode_video_why', icon: Clapperboard },
  { id: 'sound', label: 'recording.mode_sound', hint: 'recording.mode_sound_why', icon: Volume2 },
  { id: 'words', label: 'recording.mode_words', hint: 'recording.mode_words_why', icon: ScrollText },
] as const

export function About() {
  const say = useWords()
  const [mode, setMode] = useState<Mode>('video')
  const [withWords, setWithWords] = useState(false)
  const [withNames, setWithNames] = useState(true)
  const close = () => useRecording.setState({ isAbout: false })
  const begin = () => void start({ mode, wants_words: withWords || mode === 'words', with_names: withNames })
  return (
    <Dialog
      title="recording.about"
      isOpen
      onOpenChange={close}
      actions={
        <>
          <Button label="ui.cancel" onPress={close} />
          <Button label="recording.start" kind="primary" onPress={begin} autoFocus />
        </>
      }
    >
      <p>{say('recording.about_why')}</p>
      <Options<Mode> label="recording.mode" options={modes} value={mode} onChange={setMode} />
      {mode !== 'words' && (
        <Switch label="recording.with_words" isSelected={withWords} onChange={setWithWords} />
      )}
      {mode === 'video' && (
        <Switch label="recording.with_names" isSelected={withNames} onChange={setWithNames} />
      )}
    </Dialog>
  )
}
