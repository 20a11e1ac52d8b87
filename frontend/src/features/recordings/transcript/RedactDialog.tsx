/** A passage is taken out for good, its sound too: asked once, with the words that will be gone. */
import type { Segment } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { useWords } from '../../../words/words'
import type { Acting } from '../acting'
import { lasting } from '../figures'
import styles from './Correcting.module.css'

type RedactDialogProps = { line: Segment; acting: Acting; onClose: () => void }

export function RedactDialog({ line, acting, onClose }: RedactDialogProps) {
  const say = useWords()
  const redact = async () => {
    if (await acting.run({ act: 'redact', segment: line.id }, 'transcripts.is_redacted')) onClose()
  }
  return (
    <Dialog
      title="transcripts.redact_title"
      values={{ at: lasting(line.start) }}
      role="alertdialog"
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} autoFocus />
          <Button label="transcripts.redact_do" kind="danger" onPress={redact} isPending={acting.isPending} />
        </>
      }
    >
      <p>{say('transcripts.redact_why')}</p>
      <blockquote className={styles.theirs}>{line.text}</blockquote>
    </Dialog>
  )
}
