/** What may people do here? Each power in a sentence, and who has it; the owner of the room chooses. */
import { roleNow, useCall } from '../../../call/store'
import { Choice } from '../../../ui/Choice'
import { Dialog } from '../../../ui/Dialog'
import { useWords, type WordKey } from '../../../words/words'
import { useHappenings } from '../happenings'
import { give } from './hosting'
import styles from './PowersDialog.module.css'
import { type Power, powers, type Who } from './powers'

const labels: Record<(typeof powers)[number], WordKey> = {
  microphone: 'host.power_microphone',
  camera: 'host.power_camera',
  share: 'host.power_share',
  chat: 'host.power_chat',
  private_chat: 'host.power_private_chat',
  reactions: 'host.power_reactions',
  hand: 'host.power_hand',
  rename: 'host.power_rename',
  invite: 'host.power_invite',
  captions: 'host.power_captions',
  record: 'host.power_record',
  admit: 'host.power_admit',
  mute: 'host.power_mute',
  layout: 'host.power_layout',
}
const whom: Record<Who, WordKey> = {
  everyone: 'host.who_everyone',
  signed_in: 'host.who_signed_in',
  hosts: 'host.who_hosts',
  owner: 'host.who_owner',
  nobody: 'host.who_nobody',
}

/** As the table in visio/rooms/access.py has it, who has it at first before the others: a microphone is for somebody. */
const open: Who[] = ['everyone', 'signed_in', 'hosts']
const special: Partial<Record<Power, Who[]>> = {
  microphone: open,
  invite: open,
  admit: ['hosts', 'owner', 'signed_in'],
  captions: ['hosts', 'owner', 'signed_in', 'everyone', 'nobody'],
  record: ['hosts', 'owner', 'nobody'],
  mute: ['hosts', 'owner'],
  layout: ['hosts', 'owner'],
}

function choicesFor(power: Power): Who[] {
  return special[power] ?? [...open, 'nobody']
}

export function PowersDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const say = useWords()
  const table = useHappenings((state) => state.powers)
  const isOwner = useCall((state) => roleNow(state) === 'owner')
  return (
    <Dialog title="host.powers" isOpen={isOpen} onOpenChange={onOpenChange}>
      <p className={styles.why}>{say(isOwner ? 'host.powers_why' : 'host.powers_owner_only')}</p>
      <div className={styles.list}>
        {powers.map((power) => (
          <Choice<Who>
            key={power}
            label={labels[power]}
            options={choicesFor(power).map((id) => ({ id, label: say(whom[id]) }))}
            value={table?.[power] ?? choicesFor(power)[0] ?? 'everyone'}
            onChange={(who) => void give(power, who)}
            isDisabled={!isOwner || !table}
          />
        ))}
      </div>
    </Dialog>
  )
}
