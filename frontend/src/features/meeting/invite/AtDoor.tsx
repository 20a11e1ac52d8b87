/** Those I send the link to will have to wait: said before they do, and changed in one press by the owner. */
import { DoorClosed, DoorOpen } from 'lucide-react'
import { useChangeRoom, useRoom } from '../../../api/queries'
import { useIsHost } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { toast } from '../../../ui/toasts'
import { useWords } from '../../../words/words'
import styles from './InviteCard.module.css'

export function AtDoor({ slug }: { slug: string }) {
  return useIsHost() ? <Door slug={slug} /> : null
}

function Door({ slug }: { slug: string }) {
  const say = useWords()
  const { data: room } = useRoom(slug)
  const change = useChangeRoom(slug)
  if (room?.access !== 'knock') return null
  const open = () =>
    change.mutate(
      { access: 'open' },
      {
        onSuccess: () => toast('invite.opened', undefined, { kind: 'good' }),
        onError: () => toast('invite.open_failed', undefined, { kind: 'danger' }),
      },
    )
  return (
    <>
      <p className={styles.aside}>
        <DoorClosed aria-hidden />
        <span>{say('invite.knock')}</span>
      </p>
      {room.is_owner && (
        <Button label="invite.open" icon={DoorOpen} wide onPress={open} isPending={change.isPending} />
      )}
    </>
  )
}
