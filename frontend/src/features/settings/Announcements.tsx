/** What is heard during a meeting beside the people: soft sounds, and what is said to those who listen to the screen. */
import { quietAbove, ring } from '../../call/chime'
import { useCall } from '../../call/store'
import { prefer, usePreferences } from '../../preferences'
import { Options } from '../../ui/Options'
import { Switch } from '../../ui/Switch'
import { useWords } from '../../words/words'
import styles from './Section.module.css'

export function Announcements() {
  const say = useWords()
  const { verbosity, chimes } = usePreferences()
  const chooseChimes = (chimes: boolean) => {
    prefer({ chimes })
    // So that one knows what one has chosen.
    if (chimes) ring('joined', useCall.getState().devices.speaker)
  }
  return (
    <>
      <div data-setting="settings.chimes">
        <Switch
          label="settings.chimes"
          hint={say('settings.chimes_hint', { count: quietAbove })}
          isSelected={chimes}
          onChange={chooseChimes}
        />
      </div>
      <p className={styles.small}>{say('settings.announcements_why')}</p>
      <div data-setting="settings.verbosity">
        <Options
          label="settings.verbosity"
          value={verbosity}
          onChange={(verbosity) => prefer({ verbosity })}
          options={[
            { id: 'quiet', label: 'settings.verbosity_quiet', hint: 'settings.verbosity_quiet_hint' },
            { id: 'normal', label: 'settings.verbosity_normal', hint: 'settings.verbosity_normal_hint' },
            { id: 'full', label: 'settings.verbosity_full', hint: 'settings.verbosity_full_hint' },
          ]}
        />
      </div>
    </>
  )
}
