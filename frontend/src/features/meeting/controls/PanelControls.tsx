/** The two panels' controls: discussion with what is unread, people with how many there are. */
import { MessageSquare, Users } from 'lucide-react'
import { useHeadcount } from '../../../call/store'
import { useUnread } from '../chat/unread'
import { togglePanel, usePanel } from '../panel'
import { Control } from './Control'
import { useChord } from './chord'

type PanelControlProps = { onPress?: () => void }

export function ChatControl({ onPress }: PanelControlProps) {
  const isOpen = usePanel((state) => state.open === 'chat')
  const unread = useUnread()
  const shortcut = useChord('chat')
  return (
    <Control
      label="controls.chat"
      name={unread > 0 ? 'controls.chat_unread' : 'controls.chat'}
      values={{ unread }}
      icon={MessageSquare}
      badge={unread}
      shortcut={shortcut}
      isOn={isOpen}
      data-control="chat"
      onPress={() => {
        onPress?.()
        togglePanel('chat')
      }}
    />
  )
}

export function PeopleControl({ onPress }: PanelControlProps) {
  const isOpen = usePanel((state) => state.open === 'people')
  const count = useHeadcount()
  const shortcut = useChord('people')
  return (
    <Control
      label="controls.people"
      values={{ count }}
      icon={Users}
      shortcut={shortcut}
      isOn={isOpen}
      data-control="people"
      onPress={() => {
        onPress?.()
        togglePanel('people')
      }}
    />
  )
}
