/** A question or a task in front of the page: focus stays inside, Escape closes, and goes back to what opened it. */
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useWords, type Values, type WordKey } from '../words/words'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton'
import { useScrolls } from './scrolls'

type DialogProps = {
  title: WordKey
  values?: Values
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  size?: 'normal' | 'wide'
  /** `alertdialog` for what must be answered before going on. */
  role?: 'dialog' | 'alertdialog'
  /** The buttons, main one last. */
  actions?: ReactNode
  children: ReactNode
}

export function Dialog({
  title,
  values,
  isOpen,
  onOpenChange,
  size = 'normal',
  role = 'dialog',
  actions,
  children,
}: DialogProps) {
  const say = useWords()
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === 'dialog'}
      className={styles.veil ?? ''}
    >
      <Modal className={`${styles.frame} ${size === 'wide' ? styles.wide : ''}`}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {say(title, values)}
            </Heading>
            <IconButton label="ui.close" icon={X} onPress={() => onOpenChange(false)} />
          </header>
          <Body>{children}</Body>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Inside the dialog, so that it is there when it is looked at. */
function Body({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null)
  const scrolls = useScrolls(body)
  return (
    // What scrolls must be reachable by keyboard, whatever is in it.
    <div ref={body} className={styles.body} tabIndex={scrolls ? 0 : undefined}>
      {children}
    </div>
  )
}
