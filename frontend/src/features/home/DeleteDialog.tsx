/** Deleting a room ends its call and its links for good: asked once, in plain words. */
import { Refusal } from '../../api/client'
import { useDeleteRoom } from '../../api/queries'
import type { Room } from '../../api/types'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'

export default function DeleteDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const say = useWords()
  const deletion = useDeleteRoom()
  const { error } = deletion
  const name = room.name || room.slug
  const erase = () =>
    deletion.mutate(room.slug, {
      onSuccess: () => {
        toast('home.room_deleted', { name }, { kind: 'good' })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      title="home.room_delete_title"
      values={{ name }}
      yes="home.room_delete"
      onYes={erase}
      onClose={onClose}
      isPending={deletion.isPending}
      trouble={error ? (error instanceof Refusal ? error.message : say('trouble.unreachable')) : undefined}
    >
      <p>{say(room.is_live ? 'home.room_delete_live' : 'home.room_delete_why')}</p>
    </ConfirmDialog>
  )
}
