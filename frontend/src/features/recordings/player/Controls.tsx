/** Play, ten seconds back and on, how fast, how loud, captions, full screen: each with its word and its key. */
import { Captions, CaptionsOff, Maximize, Pause, Play, Volume2, VolumeX } from 'lucide-react'
import { IconButton } from '../../../ui/IconButton'
import { useLanguage, useWords } from '../../../words/words'
import { lasting } from '../figures'
import styles from './Controls.module.css'
import { type Playhead, rates, usePlayed } from './playhead'
import { BackTen, ForwardTen } from './tens'

type ControlsProps = {
  playhead: Playhead
  /** Are they shown? Nothing where there are none. */
  captions: boolean | undefined
  onCaptions: () => void
  onFullScreen: (() => void) | undefined
}

export function Controls({ playhead, captions, onCaptions, onFullScreen }: ControlsProps) {
  const say = useWords()
  const isPlaying = usePlayed(playhead, (played) => played.isPlaying)
  return (
    <fieldset className={styles.bar} aria-label={say('player.controls')}>
      <IconButton
        label={isPlaying ? 'player.pause' : 'player.play'}
        hint="k"
        aria-keyshortcuts="k"
        icon={isPlaying ? Pause : Play}
        kind="plain"
        onPress={playhead.toggle}
      />
      <IconButton label="player.back" hint="j" icon={BackTen} onPress={() => playhead.skip(-10)} />
      <IconButton label="player.forward" hint="l" icon={ForwardTen} onPress={() => playhead.skip(10)} />
      <Clock playhead={playhead} />
      <Speed playhead={playhead} />
      {captions !== undefined && (
        <IconButton
          label={captions ? 'player.captions_hide' : 'player.captions_show'}
          hint="c"
          icon={captions ? CaptionsOff : Captions}
          onPress={onCaptions}
        />
      )}
      <Loudness playhead={playhead} />
      {onFullScreen && (
        <IconButton label="player.full_screen" hint="f" icon={Maximize} onPress={onFullScreen} />
      )}
    </fieldset>
  )
}

function Clock({ playhead }: { playhead: Playhead }) {
  const say = useWords()
  const at = usePlayed(playhead, (played) => Math.floor(played.at))
  return (
    <p className={styles.clock}>
      <span className="unseen">{say('player.at')}</span> {lasting(at)}{' '}
      <span className={styles.whole}>/ {lasting(playhead.now.seconds)}</span>
    </p>
  )
}

function Speed({ playhead }: { playhead: Playhead }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const rate = usePlayed(playhead, (played) => played.rate)
  return (
    <label className={styles.speed} title={say('player.speed_keys')}>
      <span className="unseen">{say('player.speed')}</span>
      <select value={rate} onChange={(event) => playhead.setRate(Number(event.target.value))}>
        {rates.map((each) => (
          <option key={each} value={each}>
            {`${each.toLocaleString(language)}\u00a0×`}
          </option>
        ))}
      </select>
    </label>
  )
}

function Loudness({ playhead }: { playhead: Playhead }) {
  const say = useWords()
  const isMuted = usePlayed(playhead, (played) => played.isMuted)
  const volume = usePlayed(playhead, (played) => played.volume)
  return (
    <div className={styles.loudness}>
      <IconButton
        label={isMuted ? 'player.unmute' : 'player.mute'}
        hint="m"
        icon={isMuted ? VolumeX : Volume2}
        onPress={playhead.toggleMute}
      />
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={isMuted ? 0 : Math.round(volume * 100)}
        aria-label={say('player.volume')}
        onChange={(event) => playhead.setVolume(Number(event.target.value) / 100)}
      />
    </div>
  )
}
