/** What was written in this meeting, and a field to write in. Its frame and its title are drawn by whoever opens it. */
import { MessageSquare, RotateCw, ServerOff } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { announce } from '../../../call/announcer'
import { Button } from '../../../ui/Button'
import { Spinner } from '../../../ui/Spinner'
import { useWords, type WordKey } from '../../../words/words'
import { lookAgain, useHappenings } from '../happenings'
import styles from './ChatPanel.module.css'
import { Composer } from './Composer'
import { useDesk } from './desk'
import { MessageList } from './MessageList'

export function ChatPanel() {
  const field = useRef<HTMLTextAreaElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const isEmpty = useHappenings(({ messages, pending }) => messages.length + pending.length === 0)

  const toField = useCallback(() => {
    // After menus and dialogs gave the focus back to where they were opened.
    setTimeout(() => field.current?.focus(), 0)
  }, [])
  const toLastMessage = () => [...(panel.current?.querySelectorAll('article') ?? [])].at(-1)?.focus()

  useEffect(() => {
    useDesk.setState({ isOpen: true })
    return () => {
      useDesk.setState({ isOpen: false })
    }
  }, [])

  // Who opens the discussion with a keyboard at hand wants to write; on a phone the screen keyboard would hide it all.
  useEffect(() => {
    if (window.matchMedia('(hover: hover)').matches) field.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div ref={panel} className={styles.panel}>
      {isEmpty ? <Nothing /> : <MessageList onWrite={toField} />}
      <LineNotice hasMessages={!isEmpty} />
      <Composer field={field} onUp={toLastMessage} />
    </div>
  )
}

/** No message to show: none was written, none has come yet, or none can come. */
function Nothing() {
  const say = useWords()
  const loaded = useHappenings((state) => state.loaded)
  const line = useHappenings((state) => state.line)
  useTroubleAloud(!loaded && line === 'cut' ? 'chat.unavailable' : null)
  if (!loaded && line !== 'cut')
    return (
      <p className={styles.nothing}>
        <Spinner />
        {say('chat.loading')}
      </p>
    )
  const Drawing = loaded ? MessageSquare : ServerOff
  return (
    <div className={styles.nothing}>
      <Drawing aria-hidden />
      <p className={styles.title}>{say(loaded ? 'chat.empty' : 'chat.unavailable')}</p>
      <p>{say(loaded ? 'chat.empty_why' : 'chat.unavailable_why')}</p>
      {!loaded && <Button label="chat.try_again" icon={RotateCw} onPress={lookAgain} />}
    </div>
  )
}

function LineNotice({ hasMessages }: { hasMessages: boolean }) {
  const say = useWords()
  const line = useHappenings((state) => state.line)
  const loaded = useHappenings((state) => state.loaded)
  const isCut = useLasting(line === 'cut')
  const key = line === 'over' ? 'chat.over' : isCut && (hasMessages || loaded) ? 'chat.cut' : null
  useTroubleAloud(key)
  return (
    <div className={styles.notice}>
      {key && <p>{say(key)}</p>}
      {key === 'chat.cut' && <Button label="chat.try_again" kind="quiet" onPress={lookAgain} />}
    </div>
  )
}

/** Said by the one announcer of the meeting; here it is only shown. */
function useTroubleAloud(key: WordKey | null): void {
  useEffect(() => {
    if (key) announce('trouble', key)
  }, [key])
}

// A blink is not worth a word: the stream is mostly back before anybody could read it.
const blinkMs = 3_000

function useLasting(isSo: boolean): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = window.setTimeout(() => setLasts(true), blinkMs)
    return () => {
      window.clearTimeout(timer)
      setLasts(false)
    }
  }, [isSo])
  return lasts
}
