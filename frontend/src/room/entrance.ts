/** Where is this person: before the door, in it, inside? Keeps what the server answered, so that the lobby can say it. */
import { useEffect, useRef, useState } from 'react'
import { queryClient } from '../api/queries'
import type { Entering, HowToEnter } from '../features/lobby/EntryForm'
import { type Refusal, refusalOf } from '../features/lobby/refusal'
import { type Entered, enter } from './enter'
import { glide } from './glide'

/** Most lines are there by then, and the meeting is shown with everybody in it; on a slower one it shows what it waits for. */
const lineMs = 600

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

  const stay = (answer: Refusal) => {
    setEntered(undefined)
    setEntering('no')
    setRefusal(answer)
    // The room may have changed while we looked at it, or be deleted while the line was made: the page follows.
    if (answer.what === 'gone' || answer.what === 'signin' || answer.what === 'no_media')
      void queryClient.invalidateQueries({ queryKey: ['room', slug] })
  }

  const open = async (name: string, how: HowToEnter) => {
    const { signal } = page.current
    setEntering(how)
    setRefusal(undefined)
    try {
      const next = await enter(slug, { name, how, signal })
      let isStaying = false
      next.inside.catch(() => {
        isStaying = true
        stay({ what: 'no_media' })
      })
      await isThere(next.inside)
      if (isStaying) return
      if (signal.aborted) return void next.call.leave()
      glide(() => {
        setEntering('no')
        setEntered(next)
      })
    } catch (trouble) {
      if (signal.aborted) return
      setEntering('no')
      const answer = refusalOf(trouble)
      if (!answer) throw trouble
      stay(answer)
    }
  }
  return { entered, entering, refusal, open, comeBack: () => setEntered(undefined) }
}

/** Drawing the meeting while the line is made would cost both: the line goes first. */
async function isThere(line: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooSlow = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lineMs)
  })
  await Promise.race([line.catch(() => {}), tooSlow])
  clearTimeout(timer)
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
