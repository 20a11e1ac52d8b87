/** With whom is it shared? Somebody by their e-mail, everybody where I work, whoever has a link; each can be taken back. */
import { Building2 } from 'lucide-react'
import { useSession } from '../../../api/queries'
import { useShares, useShareWith } from '../../../api/sharing'
import type { Recording } from '../../../api/types'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Notice } from '../../../ui/Notice'
import { useWords } from '../../../words/words'
import { LinkMaker } from './LinkMaker'
import { PersonField } from './PersonField'
import styles from './ShareDialog.module.css'
import { SharedList } from './SharedList'
import { told } from './telling'

type ShareDialogProps = { recording: Recording; onClose: () => void }

export default function ShareDialog({ recording, onClose }: ShareDialogProps) {
  const say = useWords()
  const { id, title } = recording
  const organisation = useSession().data?.user?.organisation
  const shares = useShares(id)
  const isShared = shares.data?.some(({ kind }) => kind === 'organisation')
  return (
    <Dialog
      title="sharing.title"
      values={{ title }}
      isOpen
      onOpenChange={onClose}
      actions={<Button label="sharing.done" onPress={onClose} />}
    >
      <PersonField recording={id} />
      {organisation && !isShared && <Organisation recording={id} organisation={organisation} />}
      <LinkMaker recording={recording} />
      <section className={styles.part} aria-labelledby="shared-with">
        <h3 id="shared-with" className={styles.title}>
          {say('sharing.who')}
        </h3>
        {shares.error && (
          <Notice kind="danger" role="alert">
            {say('sharing.failed')}
          </Notice>
        )}
        {shares.data && <SharedList recording={id} shares={shares.data} />}
      </section>
    </Dialog>
  )
}

function Organisation({ recording, organisation }: { recording: string; organisation: string }) {
  const say = useWords()
  const sharing = useShareWith(recording)
  const name = say('sharing.organisation', { organisation })
  const add = () => {
    if (!sharing.isPending) sharing.mutate({ organisation: true, may_change: false }, told(name))
  }
  return (
    <section className={styles.part} aria-labelledby="share-organisation">
      <h3 id="share-organisation" className={styles.title}>
        <bdi>{name}</bdi>
      </h3>
      <div className={styles.line}>
        <p className={styles.hint}>{say('sharing.organisation_why')}</p>
        <Button label="sharing.add" icon={Building2} onPress={add} isPending={sharing.isPending} />
      </div>
    </section>
  )
}
