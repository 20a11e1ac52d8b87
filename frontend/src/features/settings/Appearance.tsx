/** Light or dark, and which language. */
import { Monitor, Moon, Sun } from 'lucide-react'
import { prefer, usePreferences } from '../../preferences'
import { Options } from '../../ui/Options'
import { type Language, speak, useLanguage } from '../../words/words'

export function Appearance() {
  const theme = usePreferences((state) => state.theme)
  const language = useLanguage((state) => state.language)
  return (
    <>
      <div data-setting="settings.theme">
        <Options
          label="settings.theme"
          value={theme}
          onChange={(theme) => prefer({ theme })}
          isRow
          options={[
            { id: 'system', label: 'settings.theme_system', icon: Monitor },
            { id: 'light', label: 'settings.theme_light', icon: Sun },
            { id: 'dark', label: 'settings.theme_dark', icon: Moon },
          ]}
        />
      </div>
      <div data-setting="settings.language">
        <Options<Language>
          label="settings.language"
          value={language}
          onChange={(language) => void speak(language)}
          isRow
          options={[
            { id: 'fr', label: 'language.fr' },
            { id: 'en', label: 'language.en' },
          ]}
        />
      </div>
    </>
  )
}
