/** Go; the owner chooses between going alone and ending the meeting for everyone, two things with two names. */
import { DoorOpen, PhoneOff, Users } from 'lucide-react'
import { useRef } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { useIsHost } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { Control } from './Control'
import { useChord } from './chord'
import styles from './LeaveControl.module.css'
import { askToLeave, endForAll, go, useLeaving } from './leaving'

export function LeaveControl() {
  const opener = useRef<HTMLButtonElement>(null)
  const isOwner = useIsHost()
  const { isAsking } = useLeaving()
  const shortcut = useChord('leave')
  return (
    <>
      <Control
        ref={opener}
        kind="leave"
        label="controls.leave"
        icon={PhoneOff}
        shortcut={shortcut}
        aria-haspopup={isOwner ? 'dialog' : undefined}
        aria-expanded={isOwner ? isAsking : undefined}
        data-control="leave"
        onPress={() => (isOwner ? askToLeave(!isAsking) : go())}
      />
      <Popover
        triggerRef={opener}
        isOpen={isAsking}
        onOpenChange={askToLeave}
        placement="top end"
        offset={10}
        className={styles.popover ?? ''}
      >
        <LeaveChoice isOwner={isOwner} />
      </Popover>
    </>
  )
}

function LeaveChoice({ isOwner }: { isOwner: boolean }) {
  const say = useWords()
  const { isEnding } = useLeaving()
  return (
    <Dialog className={styles.dialog ?? ''}>
      <Heading slot="title" level={2}>
        {say('controls.leave_question')}
      </Heading>
      {isOwner && <p className={styles.hint}>{say('controls.leave_hint')}</p>}
      <Button
        label="controls.leave_alone"
        icon={DoorOpen}
        kind={isOwner ? 'plain' : 'danger'}
        wide
        autoFocus
        onPress={go}
      />
      {isOwner && (
        <Button
          label="controls.end_for_all"
          icon={Users}
          kind="danger"
          wide
          isPending={isEnding}
          onPress={endForAll}
        />
      )}
      <Button label="controls.stay" kind="quiet" wide onPress={() => askToLeave(false)} />
    </Dialog>
  )
}
