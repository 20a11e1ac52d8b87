/** A link for whoever has it: for how long, and then its address, which is shown only now. */
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useShareWith } from '../../../api/sharing'
import type { Recording } from '../../../api/types'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Choice'
import { CopyButton } from '../../../ui/CopyButton'
import { useWords } from '../../../words/words'
import { daysUntil } from '../figures'
import styles from './ShareDialog.module.css'
import { tellRefusal } from './telling'

const terms = [1, 7, 30] as const
type Term = '1' | '7' | '30' | 'all'

export function LinkMaker({ recording }: { recording: Recording }) {
  const say = useWords()
  const left = recording.expires_at ? daysUntil(recording.expires_at) : Number.POSITIVE_INFINITY
  const fitting = terms.filter((days) => days < left)
  const [chosen, setChosen] = useState<Term>(left > 7 ? '7' : 'all')
  const [url, setUrl] = useState('')
  const sharing = useShareWith(recording.id)
  const make = () => {
    if (sharing.isPending) return
    sharing.mutate(
      { link: true, ...(chosen !== 'all' && { days: Number(chosen) }) },
      { onSuccess: (made) => setUrl(made.url), onError: tellRefusal },
    )
  }
  return (
    <section className={styles.part} aria-labelledby="share-link">
      <h3 id="share-link" className={styles.title}>
        {say('sharing.link')}
      </h3>
      <p className={styles.hint}>{say('sharing.link_why')}</p>
      <div className={styles.line}>
        <Choice<Term>
          label="sharing.days"
          value={chosen}
          onChange={setChosen}
          options={[
            ...fitting.map((days) => ({ id: String(days) as Term, label: say(`sharing.days_${days}`) })),
            { id: 'all', label: say('sharing.days_all') },
          ]}
        />
        <Button label="sharing.make_link" icon={Link2} onPress={make} isPending={sharing.isPending} />
      </div>
      {url && (
        <div className={styles.made}>
          {/* Comes with the focus, so that it is read and can be copied at once. */}
          <input
            key={url}
            // biome-ignore lint/a11y/noAutofocus: asked for just now
            autoFocus
            className={styles.url}
            readOnly
            value={url}
            aria-label={say('sharing.link_new')}
            onFocus={(event) => event.target.select()}
          />
          <CopyButton text={url} label="sharing.copy" done="sharing.copied" kind="primary" />
          <p className={styles.hint}>{say('sharing.link_once')}</p>
        </div>
      )}
    </section>
  )
}
