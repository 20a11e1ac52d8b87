/** Deleting a recording takes it from everybody, for good: asked once, in plain words. */
import { Refusal } from '../../api/client'
import { useDeleteRecording } from '../../api/recordings'
import type { Recording } from '../../api/types'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
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
  const { error } = deletion
  const erase = () =>
    deletion.mutate(recording.id, {
      onSuccess: () => {
        toast('recordings.deleted', { title: recording.title }, { kind: 'good' })
        onClose()
        onDeleted?.()
      },
    })
  return (
    <ConfirmDialog
      title="recordings.delete_title"
      values={{ title: recording.title }}
      yes="recordings.delete"
      onYes={erase}
      onClose={onClose}
      isPending={deletion.isPending}
      trouble={error ? (error instanceof Refusal ? error.message : say('trouble.unreachable')) : undefined}
    >
      <p>{say('recordings.delete_why')}</p>
    </ConfirmDialog>
  )
}
