/** What was recorded, played by the browser with buttons of our own: a picture with sound, or sound alone. */
import { Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../../words/words'
import { Controls } from './Controls'
import { type Stroke, strokeOf } from './keys'
import styles from './Player.module.css'
import { type Playhead, usePlayed } from './playhead'

type PlayerProps = {
  playhead: Playhead
  title: string
  kind: 'video' | 'sound'
  /** Nothing until the server has given the link. */
  src: string | undefined
  /** What is said, for the browser to show under the picture; nothing while nobody has written it down. */
  captions?: { src: string; language: string } | undefined
  /** Are lone keys heard? */
  hasKeys: boolean
}

export function Player({ playhead, title, kind, src, captions, hasKeys }: PlayerProps) {
  const say = useWords()
  const box = useRef<HTMLElement>(null)
  const media = useRef<HTMLMediaElement | null>(null)
  const [isCaptioned, setCaptioned] = useState(false)
  const isPlaying = usePlayed(playhead, (played) => played.isPlaying)
  const toggleFullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : box.current?.requestFullscreen())
  useKeys(hasKeys, {
    playhead,
    toggleCaptions: () => setCaptioned((isShown) => !isShown),
    toggleFullScreen,
  })
  // Another file is followed anew.
  useEffect(() => (media.current && src ? playhead.attach(media.current) : undefined), [playhead, src])
  // Read once they are wanted, and again whenever the words change.
  useEffect(() => {
    for (const track of media.current?.textTracks ?? []) track.mode = 'showing'
  })
  const captionsUrl = captions?.src
  return (
    <section
      ref={box}
      className={styles.player}
      data-kind={kind}
      aria-label={say('recordings.player', { title })}
    >
      {kind === 'video' ? (
        <div className={styles.screen}>
          {/* biome-ignore lint/a11y/useMediaCaption: there are captions as soon as somebody has written down what was said */}
          <video
            // A larger target for the pointer; the button below has the keys.
            onClick={playhead.toggle}
            ref={(element) => {
              media.current = element
            }}
            className={styles.film}
            preload="metadata"
            playsInline
            src={src}
            aria-label={say('recordings.player', { title })}
          >
            {captionsUrl && isCaptioned && (
              <track
                key={captionsUrl}
                kind="captions"
                src={captionsUrl}
                srcLang={captions.language || 'und'}
                label={say('player.captions')}
              />
            )}
          </video>
          {!isPlaying && (
            <span className={styles.invitation} aria-hidden>
              <Play />
            </span>
          )}
        </div>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: what was said stands beside it
        <audio
          ref={(element) => {
            media.current = element
          }}
          preload="metadata"
          src={src}
        />
      )}
      <Controls
        playhead={playhead}
        captions={captions && kind === 'video' ? isCaptioned : undefined}
        onCaptions={() => setCaptioned(!isCaptioned)}
        onFullScreen={kind === 'video' ? toggleFullScreen : undefined}
      />
    </section>
  )
}

type Means = { playhead: Playhead; toggleCaptions: () => void; toggleFullScreen: () => void }

/** Wherever the focus is on this page, unless somebody writes there. */
function useKeys(hasKeys: boolean, means: Means): void {
  const latest = useRef(means)
  latest.current = means
  useEffect(() => {
    if (!hasKeys) return
    const onKey = (event: KeyboardEvent) => {
      const stroke = event.defaultPrevented ? null : strokeOf(event)
      if (!stroke) return
      event.preventDefault()
      carryOut(stroke, latest.current)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [hasKeys])
}

function carryOut(stroke: Stroke, { playhead, toggleCaptions, toggleFullScreen }: Means): void {
  const does = {
    skip: () => playhead.skip(stroke.by ?? 0),
    toggle: playhead.toggle,
    mute: playhead.toggleMute,
    faster: playhead.faster,
    slower: playhead.slower,
    captions: toggleCaptions,
    full_screen: toggleFullScreen,
  }
  does[stroke.do]()
}
