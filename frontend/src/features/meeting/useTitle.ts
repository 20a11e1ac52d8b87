/** What the tab says: how many messages wait, that I am not heard, and where I am. */
import { useEffect } from 'react'
import { useCall } from '../../call/store'
import { useWords } from '../../words/words'
import { useUnread } from './chat/unread'

export function useTitle(isShown: boolean): void {
  const say = useWords()
  const unread = useUnread()
  const isMuted = useCall((state) => state.microphone === 'off')
  const room = useCall((state) => state.entry?.room.name || state.entry?.room.slug || '')
  const muted = isMuted ? say('meeting.title_muted') : ''
  const title = [unread > 0 && `(${unread})`, muted && `${muted} ·`, room].filter(Boolean).join(' ')

  useEffect(() => {
    if (!isShown) return
    const before = document.title
    return () => {
      document.title = before
    }
  }, [isShown])
  useEffect(() => {
    if (isShown) document.title = title
  }, [isShown, title])
}
