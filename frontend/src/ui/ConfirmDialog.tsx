/** Before what cannot be taken back: what will follow, no at hand, and yes in red. */
import type { ReactNode } from 'react'
import type { Values, WordKey } from '../words/words'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Notice } from './Notice'

type ConfirmDialogProps = {
  title: WordKey
  values?: Values
  yes: WordKey
  onYes: () => void
  onClose: () => void
  isPending?: boolean
  /** Why it was not done, in words. */
  trouble?: string | undefined
  /** A harsher yes, where there are two. */
  also?: ReactNode
  children: ReactNode
}

export function ConfirmDialog({
  title,
  values = {},
  yes,
  onYes,
  onClose,
  isPending = false,
  trouble,
  also,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      values={values}
      role="alertdialog"
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} autoFocus />
          {also}
          <Button label={yes} kind="danger" onPress={onYes} isPending={isPending} />
        </>
      }
    >
      {children}
      {trouble && (
        <Notice kind="danger" role="alert">
          {trouble}
        </Notice>
      )}
    </Dialog>
  )
}
