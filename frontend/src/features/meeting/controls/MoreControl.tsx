/** Everything that is not needed every minute; on a phone also what did not fit in the bar. */
import { Ellipsis } from 'lucide-react'
import { useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useWords } from '../../../words/words'
import { useUnread } from '../chat/unread'
import { ReactionsButton } from '../reactions/ReactionsButton'
import { Control } from './Control'
import { useChord } from './chord'
import { ControlMenu, MenuPopover } from './MenuPopover'
import styles from './MoreControl.module.css'
import { type MoreDoors, MoreItems } from './MoreItems'
import { ChatControl, PeopleControl } from './PanelControls'
import { ShareControl } from './ShareControl'

export function MoreControl({ phone, doors }: { phone: boolean; doors: MoreDoors }) {
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const unread = useUnread()
  const close = () => setOpen(false)
  return (
    <>
      <Control
        ref={opener}
        label="controls.more"
        name={phone && unread > 0 ? 'controls.more_unread' : 'controls.more'}
        values={{ unread }}
        icon={Ellipsis}
        badge={phone ? unread : 0}
        aria-haspopup={phone ? 'dialog' : 'menu'}
        aria-expanded={isOpen}
        data-control="more"
        onPress={() => setOpen(true)}
      />
      {phone ? (
        <Sheet isOpen={isOpen} onClose={close} doors={doors} />
      ) : (
        isOpen && (
          <MenuPopover label="controls.more" opener={opener} onClose={close}>
            <MoreItems doors={doors} />
          </MenuPopover>
        )
      )}
    </>
  )
}

function Sheet({ isOpen, onClose, doors }: { isOpen: boolean; onClose: () => void; doors: MoreDoors }) {
  const say = useWords()
  const reactions = useChord('reactions')
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => open || onClose()}
      isDismissable
      className={styles.veil ?? ''}
    >
      <Modal className={styles.sheet ?? ''}>
        <Dialog aria-label={say('controls.more')} className={styles.dialog ?? ''}>
          <div className={styles.controls}>
            <ChatControl onPress={onClose} />
            <PeopleControl onPress={onClose} />
            <ReactionsButton shortcut={reactions} onReact={onClose} />
            <ShareControl onShare={onClose} />
          </div>
          <ControlMenu label="controls.more" onClose={onClose}>
            <MoreItems doors={doors} withLayouts />
          </ControlMenu>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
