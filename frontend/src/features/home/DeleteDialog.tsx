/** Deleting a room ends its call and its links for good: asked once, in plain words. */
import { Refusal } from '../../api/client'
import { useDeleteRoom } from '../../api/queries'
import type { Room } from '../../api/types'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'

export default function DeleteDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const say = useWords()
  const deletion = useDeleteRoom()
  const name = room.name || room.slug
  const erase = () =>
    deletion.mutate(room.slug, {
      onSuccess: () => {
        toast('home.room_deleted', { name }, { kind: 'good' })
        onClose()
      },
    })
  return (
    <Dialog
      title="home.room_delete_title"
      values={{ name }}
      role="alertdialog"
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} autoFocus />
          <Button label="home.room_delete" kind="danger" onPress={erase} isPending={deletion.isPending} />
        </>
      }
    >
      <p>{say(room.is_live ? 'home.room_delete_live' : 'home.room_delete_why')}</p>
      {deletion.error && (
        <Notice kind="danger" role="alert">
          {deletion.error instanceof Refusal ? deletion.error.message : say('trouble.unreachable')}
        </Notice>
      )}
    </Dialog>
  )
}
