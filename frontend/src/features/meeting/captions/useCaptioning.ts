/** What goes on by itself while captions are on: my language is told (to a recording, too), others' words are read out to who wishes, and who was
 *  interrupted is said to be back. */
import { useEffect } from 'react'
import { announce } from '../../../call/announcer'
import { useLines } from '../../../call/lines'
import { useRecorder } from '../../../call/recorder'
import { useCall } from '../../../call/store'
import { usePreferences } from '../../../preferences'
import { toast } from '../../../ui/toasts'
import { useHappenings } from '../happenings'
import { tellLanguage } from './captions'

export function useCaptioning(isShown: boolean): void {
  const isOn = useHappenings((state) => state.captions) && isShown
  const isRecorded = useRecorder((state) => state.recorder !== null) && isShown
  const isWritten = isOn || isRecorded
  const isConnected = useCall((state) => state.phase === 'connected')
  const language = usePreferences((state) => state.spokenLanguage)
  const isAloud = usePreferences((state) => state.captionsAloud)

  useEffect(() => {
    if (isWritten && isConnected && language) void tellLanguage()
  }, [isWritten, isConnected, language])
  useEffect(() => (isOn && isAloud ? readAloud() : undefined), [isOn, isAloud])
  useEffect(() => (isOn ? sayWhoIsBack() : undefined), [isOn])
}

function readAloud(): () => void {
  return useLines.subscribe(({ lines }, before) => {
    const { me } = useCall.getState()
    const known = new Set(before.lines.filter(({ isFinal }) => isFinal).map(({ id }) => id))
    // What comes in a heap as I enter was said before.
    const fresh = lines.filter(({ isFinal, id, at }) => isFinal && !known.has(id) && Date.now() - at < 60_000)
    for (const { identity, name, text } of fresh)
      if (identity !== me) announce('caption', 'captions.line', { name, text })
  })
}

function sayWhoIsBack(): () => void {
  return useLines.subscribe(({ stays }, before) => {
    if (stays > before.stays && before.stays > 0) toast('captions.back')
  })
}
