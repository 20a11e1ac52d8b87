/** Does this microphone hear the person? Watches its level and tells only when the answer changes. */
import { useEffect, useState } from 'react'
import { levelOf } from '../../call/level'
import { type Hearing, listen, startListening } from '../../call/silence'

// Twice a second: the number behind the meter is for screen readers, which ask for it.
const tellEveryMs = 500

export function useHearing(
  track: MediaStreamTrack | undefined,
  onLevel: (level: number) => void,
): Hearing | 'muted' {
  const [hearing, setHearing] = useState<Hearing>('waiting')
  const isMuted = useMutedBySystem(track)
  useEffect(() => {
    setHearing('waiting')
    if (!track) return
    let known = startListening
    let last = performance.now()
    let told = 0
    return levelOf(track, (level) => {
      const now = performance.now()
      known = listen(known, level, now - last)
      last = now
      setHearing(known.hearing)
      if (now - told < tellEveryMs) return
      told = now
      onLevel(level)
    })
  }, [track, onLevel])
  return isMuted ? 'muted' : hearing
}

/** The switch on a laptop's side, or the system's own: the track goes on, without sound. */
function useMutedBySystem(track: MediaStreamTrack | undefined): boolean {
  const [isMuted, setMuted] = useState(false)
  useEffect(() => {
    const look = () => setMuted(track?.muted ?? false)
    look()
    track?.addEventListener('mute', look)
    track?.addEventListener('unmute', look)
    return () => {
      track?.removeEventListener('mute', look)
      track?.removeEventListener('unmute', look)
    }
  }, [track])
  return isMuted
}
