/** A question or a task in front of the page: focus stays inside, Escape closes, and goes back to what opened it. */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useWords, type Values, type WordKey } from '../words/words'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton'

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
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
