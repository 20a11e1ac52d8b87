/** Where is this person: before the door, in it, inside? Keeps what the server answered, so that the lobby can say it. */
import { useEffect, useRef, useState } from 'react'
import { queryClient } from '../api/queries'
import { closePreview, openPreview } from '../call/preview'
import type { Entering, HowToEnter } from '../features/lobby/EntryForm'
import { type Refusal, refusalOf } from '../features/lobby/refusal'
import { type Entered, enter } from './enter'
import { glide } from './glide'
import { useWaiting } from './waiting'

/** Most are welcomed by then, and the meeting is shown with everybody in it; on a slower line it shows what it waits for. */
const welcomeMs = 600

/** A press is felt at once; that its answer is awaited is said when one begins to wonder. */
const wonderMs = 150

export function useEntrance(slug: string) {
  const [entered, setEntered] = useState<Entered>()
  const [entering, setEntering] = useState<Entering>('no')
  const [refusal, setRefusal] = useState<Refusal>()
  const page = useRef(new AbortController())
  useGoodbye(entered)
  useEffect(() => {
    if (!entered) return
    // Read from its top, as any page one comes to.
    const tops = [...document.querySelectorAll('h1')]
    tops.find((top) => top.checkVisibility({ visibilityProperty: true }))?.focus({ preventScroll: true })
  }, [entered])
  useEffect(() => {
    page.current = new AbortController()
    return () => page.current.abort()
  }, [])

  const { waiting, wait, stopWaiting, cancel } = useWaiting(slug, (name, how) => void open(name, how))

  const stay = (answer: Refusal) => {
    setEntered(undefined)
    // A line that is cut costs nobody their place.
    if (answer.what !== 'unreachable' && answer.what !== 'busy') stopWaiting()
    setEntering('no')
    setRefusal(answer)
    // The room may have changed while we looked at it, or be deleted while the line was made: the page follows.
    if (['gone', 'signin', 'no_media', 'shut'].includes(answer.what))
      void queryClient.invalidateQueries({ queryKey: ['room', slug] })
  }

  /** The ticket was good, the line was not: back to the preview, with devices that are open again. */
  const comeAgain = () => {
    closePreview()
    void openPreview()
    stay({ what: 'no_media' })
  }

  const isOpening = useRef(false)
  const open = async (name: string, how: HowToEnter) => {
    if (isOpening.current) return
    isOpening.current = true
    const { signal } = page.current
    // Nothing is drawn at the click itself: it would keep the answer waiting.
    const wondering = setTimeout(() => {
      setEntering(how)
      setRefusal(undefined)
    }, wonderMs)
    try {
      const next = await enter(slug, { name, how, signal })
      if ('place' in next) {
        setEntering('no')
        setRefusal(undefined)
        wait({ place: next.place, name, how })
        return
      }
      let isStaying = false
      next.inside.catch(() => {
        isStaying = true
        if (!signal.aborted) comeAgain()
      })
      await Promise.race([next.welcomed, new Promise((resolve) => setTimeout(resolve, welcomeMs))])
      if (isStaying) return
      if (signal.aborted) return void next.call.leave()
      glide(() => {
        setEntering('no')
        setRefusal(undefined)
        stopWaiting()
        setEntered(next)
      })
    } catch (trouble) {
      if (signal.aborted) return
      setEntering('no')
      const answer = refusalOf(trouble)
      if (!answer) throw trouble
      stay(answer)
    } finally {
      clearTimeout(wondering)
      isOpening.current = false
    }
  }
  const comeBack = () => {
    setEntered(undefined)
    setRefusal(undefined)
  }
  return { entered, entering, refusal, waiting, open, cancel, comeBack }
}

/** Another page, or none any more: the others need not wait for the server to notice. */
function useGoodbye(entered: Entered | undefined): void {
  useEffect(() => {
    if (!entered) return
    const leave = () => void entered.call.leave()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [entered])
}
