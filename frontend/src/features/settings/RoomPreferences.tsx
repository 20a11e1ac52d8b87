/** What I prefer for my rooms. Kept by the server, which needs it when this browser is closed. */
import { accesses, wordsOf } from '../../api/access'
import { useServerPrefer, useServerPreferences, useSession } from '../../api/queries'
import { Options } from '../../ui/Options'
import { Switch } from '../../ui/Switch'
import { useWords } from '../../words/words'

export function RoomPreferences() {
  const user = useSession().data?.user
  return user ? <Mine /> : null
}

function Mine() {
  const say = useWords()
  const { data: preferences } = useServerPreferences(true)
  const { mutate: prefer } = useServerPrefer()
  if (!preferences) return null
  const usual = wordsOf(preferences.usual_access)
  return (
    <>
      <Options
        label="settings.default_access"
        value={preferences.default_access || 'usual'}
        onChange={(id) => prefer({ default_access: id === 'usual' ? '' : id })}
        options={[
          {
            id: 'usual',
            label: 'settings.usual_access',
            hint: preferences.usual_of ? 'settings.usual_access_of' : 'settings.usual_access_hint',
            values: { access: say(usual.label), organisation: preferences.usual_of },
          },
          ...accesses,
        ]}
      />
      <Switch
        label="settings.told_by_mail"
        hint={say('settings.told_by_mail_hint')}
        isSelected={preferences.told_by_mail}
        onChange={(told_by_mail) => prefer({ told_by_mail })}
      />
    </>
  )
}
