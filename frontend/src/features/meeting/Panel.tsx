/** The frame of what is beside the stage: a title, a cross, and the discussion or the people. */
import { X } from 'lucide-react'
import { type KeyboardEvent, useId } from 'react'
import { IconButton } from '../../ui/IconButton'
import { useWords, type WordKey } from '../../words/words'
import { CaptionsPanel } from './captions/CaptionsPanel'
import { ChatPanel } from './chat/ChatPanel'
import styles from './Panel.module.css'
import { closePanel, type PanelName, usePanel } from './panel'
import { PeoplePanel } from './people/PeoplePanel'

const titles: Record<PanelName, WordKey> = {
  chat: 'controls.chat',
  people: 'meeting.people',
  captions: 'captions.history',
}

const bodies: Record<PanelName, () => React.ReactNode> = {
  chat: ChatPanel,
  people: PeoplePanel,
  captions: CaptionsPanel,
}

export function Panel() {
  const say = useWords()
  const title = useId()
  const open = usePanel((state) => state.open)
  if (!open) return null
  const Body = bodies[open]

  const onKeyDown = (event: KeyboardEvent) => {
    // What is inside takes Escape first: an edit, a reply, a menu.
    if (event.key === 'Escape' && !event.defaultPrevented) closePanel()
  }
  return (
    <aside className={styles.panel} aria-labelledby={title} data-region="panel" onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h2 id={title} className={styles.title}>
          {say(titles[open])}
        </h2>
        <IconButton label="meeting.close_panel" icon={X} onPress={closePanel} />
      </header>
      <div className={styles.body}>
        <Body />
      </div>
    </aside>
  )
}
