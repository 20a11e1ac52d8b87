/** Where am I, what time is it, how is the line, and what does the stage look like? */
import { Gauge, Link2, WifiLow } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCall } from '../../../call/store'
import { Button, type Icon } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { useLanguage, useWords, type WordKey } from '../../../words/words'
import { useInvite } from '../invite/link'
import { useToastsAloud } from '../log/useToastsAloud'
import { ReactionsOverlay } from '../reactions/ReactionsOverlay'
import { RecordingLight } from '../recording/RecordingLight'
import styles from './Header.module.css'
import { LayoutChoice } from './LayoutChoice'

export function Header({ phone }: { phone: boolean }) {
  const say = useWords()
  const room = useCall((state) => state.entry?.room)
  const { copy } = useInvite()
  // They are drawn over the header.
  useToastsAloud()

  return (
    <header className={styles.header} data-region="header">
      <h1 className={styles.room} tabIndex={-1}>
        {room?.name || room?.slug}
      </h1>
      <Clock />
      <RecordingLight />
      <ReactionsOverlay />
      <span className={styles.pills}>
        <Line />
        {phone ? (
          <IconButton label="invite.copy" icon={Link2} onPress={() => void copy()} />
        ) : (
          <>
            <Button label="invite.copy" icon={Link2} kind="quiet" onPress={() => void copy()} />
            <LayoutChoice />
          </>
        )}
      </span>
      <span className="unseen">{say('meeting.keys')}</span>
    </header>
  )
}

/** The time of day, to the minute. */
function Clock() {
  const language = useLanguage((state) => state.language)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = window.setTimeout(() => setNow(new Date()), 60_050 - (now.getTime() % 60_000))
    return () => window.clearTimeout(timer)
  }, [now])
  const text = now.toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' })
  return (
    <time className={styles.clock} dateTime={now.toTimeString().slice(0, 5)}>
      {text}
    </time>
  )
}

/** Only what is out of the ordinary: a weak line, fewer pictures by choice. */
function Line() {
  const quality = useCall((state) => state.participants[state.me]?.quality)
  const saver = useCall((state) => state.saver)
  return (
    <>
      {quality === 'poor' && <Pill word="meeting.line_poor" icon={WifiLow} kind="warn" />}
      {saver !== 'full' && (
        <Pill word={saver === 'audio' ? 'controls.saver_audio' : 'controls.saver_economy'} icon={Gauge} />
      )}
    </>
  )
}

/** Its word is only heard where the header is narrow. */
function Pill({ word, icon: Drawing, kind }: { word: WordKey; icon: Icon; kind?: 'warn' }) {
  const text = useWords()(word)
  return (
    <span className={styles.pill} data-kind={kind} title={text}>
      <Drawing aria-hidden />
      <span className={styles.word}>{text}</span>
    </span>
  )
}
