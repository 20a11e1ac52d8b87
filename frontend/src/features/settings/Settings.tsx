/** Everything a person may set, in one dialog; most of it stays in this browser. */
import {
  Bell,
  Captions,
  Keyboard,
  KeyRound,
  MonitorSmartphone,
  Palette,
  Search,
  UserRound,
  Video,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { closeSettings, type SettingsPage } from '../../opened'
import type { Icon } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/TextField'
import { useWords, type WordKey } from '../../words/words'
import { Announcements } from './Announcements'
import { Appearance } from './Appearance'
import { CaptionsPage } from './CaptionsPage'
import { DevicesPage } from './DevicesPage'
import { Found } from './Found'
import { Passkeys } from './Passkeys'
import { Profile } from './Profile'
import { RoomPreferences } from './RoomPreferences'
import { Sessions } from './Sessions'
import styles from './Settings.module.css'
import { Shortcuts } from './Shortcuts'
import { type Setting, settingsFor } from './search'

const pages: { id: SettingsPage; label: WordKey; icon: Icon; Page: () => React.ReactNode }[] = [
  { id: 'profile', label: 'settings.profile', icon: UserRound, Page: ProfilePage },
  { id: 'passkeys', label: 'settings.passkeys', icon: KeyRound, Page: Passkeys },
  { id: 'sessions', label: 'settings.sessions', icon: MonitorSmartphone, Page: Sessions },
  { id: 'devices', label: 'settings.devices', icon: Video, Page: DevicesPage },
  { id: 'appearance', label: 'settings.appearance', icon: Palette, Page: Appearance },
  { id: 'announcements', label: 'settings.announcements', icon: Bell, Page: Announcements },
  { id: 'captions', label: 'settings.captions', icon: Captions, Page: CaptionsPage },
  { id: 'shortcuts', label: 'settings.shortcuts', icon: Keyboard, Page: Shortcuts },
]

const titles = Object.fromEntries(pages.map(({ id, label }) => [id, label])) as Record<SettingsPage, WordKey>

export default function Settings({ page }: { page: SettingsPage }) {
  const say = useWords()
  const [shown, setShown] = useState<SettingsPage>(page)
  const [wanted, setWanted] = useState('')
  const [chosen, setChosen] = useState<Setting>()

  useEffect(() => focusOn(chosen), [chosen])
  const choose = (setting: Setting) => {
    setWanted('')
    setShown(setting.page)
    setChosen({ ...setting })
  }
  return (
    <Dialog title="settings.title" size="wide" isOpen onOpenChange={closeSettings}>
      <div className={styles.search}>
        <TextField
          type="search"
          label="settings.search"
          placeholder="settings.search"
          isLabelUnseen
          icon={Search}
          value={wanted}
          onChange={setWanted}
          maxLength={80}
        />
      </div>
      {wanted.trim() ? (
        <Found wanted={wanted} found={settingsFor(wanted, say)} titles={titles} onChoose={choose} />
      ) : (
        <Tabs
          selectedKey={shown}
          onSelectionChange={(id) => setShown(id as SettingsPage)}
          orientation="vertical"
          className={styles.settings ?? ''}
        >
          <TabList aria-label={say('settings.pages')} className={styles.pages ?? ''}>
            {pages.map(({ id, label, icon: Drawing }) => (
              <Tab key={id} id={id} className={styles.tab ?? ''}>
                <Drawing aria-hidden />
                <span>{say(label)}</span>
              </Tab>
            ))}
          </TabList>
          {pages.map(({ id, label, Page }) => (
            <TabPanel key={id} id={id} className={styles.page ?? ''}>
              <h3 className={styles.title}>{say(label)}</h3>
              <Page />
            </TabPanel>
          ))}
        </Tabs>
      )}
    </Dialog>
  )
}

/** Where it stands, once its page is drawn. */
function focusOn(setting: Setting | undefined): void {
  if (!setting) return
  const place = document.querySelector(`[data-setting="${setting.label}"]`)
  const control =
    place?.querySelector<HTMLElement>('input:checked') ??
    place?.querySelector<HTMLElement>('select, input, button')
  control?.focus()
  place?.scrollIntoView({ block: 'nearest' })
}

function ProfilePage() {
  return (
    <>
      <Profile />
      <RoomPreferences />
    </>
  )
}
