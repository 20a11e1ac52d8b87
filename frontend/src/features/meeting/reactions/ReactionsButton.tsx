/** Opens the eight reactions; arrows, a click or a digit choose one. */
import { SmilePlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Toolbar } from 'react-aria-components/Toolbar'
import { Tooltip } from '../../../ui/Tooltip'
import { useWords } from '../../../words/words'
import { Control } from '../controls/Control'
import { useMay } from '../moderation/powers'
import { Drawing } from './Drawing'
import { type ReactionKind, reactionKinds } from './groups'
import { reactionNames } from './names'
import styles from './Reactions.module.css'
import { react } from './react'

type ReactionsButtonProps = {
  shortcut?: string | undefined
  /** After one was chosen. */
  onReact?: () => void
}

export function ReactionsButton({ shortcut, onReact }: ReactionsButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const may = useMay('reactions')
  return (
    <>
      <Control
        ref={opener}
        label="reactions.react"
        icon={SmilePlus}
        shortcut={shortcut}
        barred={may ? undefined : 'host.barred_reactions'}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-control="reactions"
        onPress={() => setOpen((was) => !was)}
      />
      <Popover
        triggerRef={opener}
        isOpen={isOpen}
        onOpenChange={setOpen}
        placement="top"
        offset={10}
        className={styles.popover ?? ''}
      >
        <Choices
          onChoose={(kind) => {
            setOpen(false)
            void react(kind)
            onReact?.()
          }}
        />
      </Popover>
    </>
  )
}

function Choices({ onChoose }: { onChoose: (kind: ReactionKind) => void }) {
  const say = useWords()
  const first = useRef<HTMLButtonElement>(null)
  // Not `autoFocus`: react-aria delays it after a shortcut, and the dialog would take the focus itself.
  useEffect(() => first.current?.focus(), [])
  const onKeyDown: ButtonProps['onKeyDown'] = (event) => {
    const kind = /^[1-8]$/.test(event.key) ? reactionKinds[Number(event.key) - 1] : undefined
    if (kind) onChoose(kind)
    else event.continuePropagation()
  }
  return (
    <Dialog aria-label={say('reactions.choose')} className={styles.dialog ?? ''}>
      <Toolbar aria-label={say('reactions.choose')} className={styles.choices ?? ''}>
        {reactionKinds.map((kind, at) => (
          <Tooltip key={kind} text={`${say(reactionNames[kind])} (${at + 1})`}>
            <Button
              aria-label={say(reactionNames[kind])}
              ref={at === 0 ? first : undefined}
              className={styles.choice ?? ''}
              onKeyDown={onKeyDown}
              onPress={() => onChoose(kind)}
            >
              <Drawing kind={kind} />
            </Button>
          </Tooltip>
        ))}
      </Toolbar>
    </Dialog>
  )
}
