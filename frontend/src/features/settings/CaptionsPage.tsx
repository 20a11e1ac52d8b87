/** How captions look to me, whether they are read out, and which language I speak. */
import {
  type CaptionColours,
  type CaptionPlace,
  type CaptionSize,
  prefer,
  type SpokenLanguage,
  usePreferences,
} from '../../preferences'
import { Options } from '../../ui/Options'
import { Switch } from '../../ui/Switch'
import { useWords } from '../../words/words'
import styles from './CaptionsPage.module.css'
import section from './Section.module.css'

export function CaptionsPage() {
  const say = useWords()
  const { captionSize, captionColours, captionPlace, captionsAloud, spokenLanguage } = usePreferences()
  return (
    <>
      <p className={styles.sample} data-size={captionSize} data-colours={captionColours}>
        {say('settings.captions_sample')}
      </p>
      <div data-setting="settings.captions_size">
        <Options<CaptionSize>
          label="settings.captions_size"
          value={captionSize}
          onChange={(captionSize) => prefer({ captionSize })}
          isRow
          options={[
            { id: 'small', label: 'settings.captions_small' },
            { id: 'medium', label: 'settings.captions_medium' },
            { id: 'large', label: 'settings.captions_large' },
            { id: 'huge', label: 'settings.captions_huge' },
          ]}
        />
      </div>
      <div data-setting="settings.captions_colours">
        <Options<CaptionColours>
          label="settings.captions_colours"
          value={captionColours}
          onChange={(captionColours) => prefer({ captionColours })}
          isRow
          options={[
            { id: 'white_on_black', label: 'settings.captions_white_on_black' },
            { id: 'yellow_on_black', label: 'settings.captions_yellow_on_black' },
            { id: 'black_on_white', label: 'settings.captions_black_on_white' },
          ]}
        />
      </div>
      <div data-setting="settings.captions_place">
        <Options<CaptionPlace>
          label="settings.captions_place"
          value={captionPlace}
          onChange={(captionPlace) => prefer({ captionPlace })}
          isRow
          options={[
            { id: 'bottom', label: 'settings.captions_bottom' },
            { id: 'top', label: 'settings.captions_top' },
          ]}
        />
      </div>
      <div data-setting="settings.spoken_language">
        <Options<SpokenLanguage>
          label="settings.spoken_language"
          value={spokenLanguage}
          onChange={(spokenLanguage) => prefer({ spokenLanguage })}
          isRow
          options={[
            { id: 'auto', label: 'settings.spoken_auto' },
            { id: 'fr', label: 'language.fr' },
            { id: 'en', label: 'language.en' },
          ]}
        />
        <p className={section.small}>{say('settings.spoken_language_why')}</p>
      </div>
      <div data-setting="settings.captions_aloud">
        <Switch
          label="settings.captions_aloud"
          hint={say('settings.captions_aloud_hint')}
          isSelected={captionsAloud}
          onChange={(captionsAloud) => prefer({ captionsAloud })}
        />
      </div>
    </>
  )
}
