/** All that was said since captions are on; stays with what is being said unless the person reads further up. */
import { ArrowDown } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { type Line, useLines } from '../../../call/lines'
import { Button } from '../../../ui/Button'
import { useLanguage, useWords } from '../../../words/words'
import styles from './CaptionsPanel.module.css'
import { startsTurn } from './shown'

/** A finger does not stop exactly at the end. */
const nearEndPx = 32

export function CaptionsPanel() {
  const say = useWords()
  const lines = useLines((state) => state.lines)
  const { scroller, isLive, toLive } = useLive()
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
      <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={say('captions.history')}>
        <ol className={styles.list}>
          {lines.map((line, at) => (
            <Said key={line.id} line={line} isNamed={startsTurn(line, lines[at - 1])} />
          ))}
        </ol>
        {lines.length === 0 && <p className={styles.none}>{say('captions.nothing')}</p>}
      </section>
      {!isLive && (
        <div className={styles.below}>
          <Button label="captions.jump" icon={ArrowDown} kind="primary" onPress={toLive} />
        </div>
      )}
      <p className={styles.note}>{say('captions.only_here')}</p>
    </div>
  )
}

function Said({ line, isNamed }: { line: Line; isNamed: boolean }) {
  const language = useLanguage((state) => state.language)
  const time = new Date(line.at)
  return (
    <li className={styles.line} data-named={isNamed || undefined}>
      {isNamed && (
        <p className={styles.who}>
          <bdi>{line.name}</bdi>
          <time dateTime={time.toISOString()}>
            {time.toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit', second: '2-digit' })}
          </time>
        </p>
      )}
      <p className={styles.text} lang={line.language || undefined} data-open={!line.isFinal || undefined}>
        {line.text}
      </p>
    </li>
  )
}

/** The end stays in view until the person scrolls away from it. */
function useLive() {
  const scroller = useRef<HTMLElement>(null)
  const follows = useRef(true)
  const [isLive, setLive] = useState(true)

  const toLive = () => {
    follows.current = true
    setLive(true)
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
    scroller.current?.focus({ preventScroll: true })
  }
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const keep = () => {
      if (follows.current) element.scrollTop = element.scrollHeight
    }
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx
      setLive(follows.current)
    }
    const sizes = new ResizeObserver(keep)
    sizes.observe(element)
    if (element.firstElementChild) sizes.observe(element.firstElementChild)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [])
  return { scroller, isLive, toLive }
}
