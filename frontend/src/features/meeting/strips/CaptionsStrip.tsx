/** Captions are on and do not come, or come late: one line, and the meeting goes on. */
import { CaptionsOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLines, type Writer } from '../../../call/lines'
import { useCall } from '../../../call/store'
import type { WordKey } from '../../../words/words'
import { useWords } from '../../../words/words'
import { useHappenings } from '../happenings'
import { Strip, useAnnounced } from './Strip'

/** A captioner needs some seconds to come, and to come back: that is no trouble yet. */
const patienceMs = 8_000

const troubles: { [writer in Writer]?: WordKey } = {
  gone: 'captions.gone',
  behind: 'captions.behind',
  absent: 'captions.absent',
}

export function CaptionsStrip() {
  const say = useWords()
  const isOn = useHappenings((state) => state.captions)
  const isConnected = useCall((state) => state.phase === 'connected')
  const writer = useLines((state) => state.writer)
  const isMissed = useLasting(isOn && isConnected && writer === 'gone', patienceMs)
  const trouble = isOn && isConnected && (writer !== 'gone' || isMissed) ? troubles[writer] : undefined
  useAnnounced('trouble', trouble ?? null)
  if (!trouble) return null
  return (
    <Strip icon={CaptionsOff} kind="info">
      {say(trouble)}
    </Strip>
  )
}

function useLasting(isSo: boolean, ms: number): boolean {
  const [hasLasted, setLasted] = useState(false)
  useEffect(() => {
    setLasted(false)
    if (!isSo) return
    const timer = window.setTimeout(() => setLasted(true), ms)
    return () => window.clearTimeout(timer)
  }, [isSo, ms])
  return isSo && hasLasted
}
