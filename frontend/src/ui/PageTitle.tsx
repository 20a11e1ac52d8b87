/** The one h1 of a page: names the window, and takes the focus when the page changes so that it is read from here. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords, type Values, type WordKey } from '../words/words'

type PageTitleProps = {
  label: WordKey
  values?: Values
  /** The window's title where the h1 is too chatty for it. */
  window?: string
  className?: string | undefined
  children?: ReactNode
}

// A page that is opened is read from its top by itself; only a change of page has lost the focus.
let isFirst = true

export function PageTitle({ label, values, window: windowTitle, className, children }: PageTitleProps) {
  const say = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const words = say(label, values)
  const product = say('app.name')

  useEffect(() => {
    const title = windowTitle ?? words
    document.title = title === product ? product : `${title} · ${product}`
  }, [windowTitle, words, product])

  useEffect(() => {
    if (!isFirst) heading.current?.focus()
    isFirst = false
  }, [])

  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? words}
    </h1>
  )
}
