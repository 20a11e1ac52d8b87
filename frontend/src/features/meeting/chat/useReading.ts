/** How far does this person read? Keeps the end in view while they are there, and remembers what was new. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useHappenings } from '../happenings'
import { sawUpTo, useDesk } from './desk'
import { dividerAt } from './unread'

/** A finger does not stop exactly at the end. */
const nearEndPx = 32

export function useReading(scroller: RefObject<HTMLElement | null>) {
  const messages = useHappenings((state) => state.messages)
  const sent = useHappenings((state) => state.pending.length)
  const me = useHappenings((state) => state.me)
  const [isAtEnd, setAtEnd] = useState(true)
  const [divider, setDivider] = useState(() => dividerAt(messages, useDesk.getState().seen, me))
  const follows = useRef(true)

  const toEnd = useCallback(() => {
    follows.current = true
    setAtEnd(true)
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [scroller])

  // The list grows, the field below grows, a phone's keyboard comes up: the end stays in view.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const keep = () => {
      if (follows.current) element.scrollTop = element.scrollHeight
    }
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx
      setAtEnd(follows.current)
    }
    const sizes = new ResizeObserver(keep)
    sizes.observe(element)
    if (element.firstElementChild) sizes.observe(element.firstElementChild)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller])

  // What I send is the end of what was new, and brings me to the end.
  useEffect(() => {
    if (sent === 0) return
    setDivider(null)
    toEnd()
  }, [sent, toEnd])

  useEffect(() => {
    const read = () => {
      const last = messages.at(-1)
      if (!last) return
      if (isAtEnd && document.visibilityState === 'visible') return sawUpTo(last.id)
      const { seen } = useDesk.getState()
      setDivider((known) => (known !== null && known > seen ? known : dividerAt(messages, seen, me)))
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [messages, me, isAtEnd])

  return { isAtEnd, divider, toEnd }
}
