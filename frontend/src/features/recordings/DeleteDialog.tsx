/** Deleting a recording takes it from everybody, for good: asked once, in plain words. */
import { Refusal } from '../../api/client'
import { useDeleteRecording } from '../../api/recordings'
import type { Recording } from '../../api/types'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'

type DeleteDialogProps = {
  recording: Pick<Recording, 'id' | 'title'>
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteDialog({ recording, onClose, onDeleted }: DeleteDialogProps) {
  const say = useWords()
  const deletion = useDeleteRecording()
  const erase = () =>
    deletion.mutate(recording.id, {
      onSuccess: () => {
        toast('recordings.deleted', { title: recording.title }, { kind: 'good' })
        onClose()
        onDeleted?.()
      },
    })
  return (
    <Dialog
      title="recordings.delete_title"
      values={{ title: recording.title }}
      role="alertdialog"
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} autoFocus />
          <Button label="recordings.delete" kind="danger" onPress={erase} isPending={deletion.isPending} />
        </>
      }
    >
      <p>{say('recordings.delete_why')}</p>
      {deletion.error && (
        <Notice kind="danger" role="alert">
          {deletion.error instanceof Refusal ? deletion.error.message : say('trouble.unreachable')}
        </Notice>
      )}
    </Dialog>
  )
}
