/** What to dial to come into a room of mine, and another PIN when too many know this one. */
import { RefreshCw } from 'lucide-react'
import { useId } from 'react'
import { spelled, useRenewPin, useTelephone } from '../../api/telephone'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/Toast'
import { useWords } from '../../words/words'
import styles from './ByTelephone.module.css'

export function ByTelephone({ slug }: { slug: string }) {
  const say = useWords()
  const title = useId()
  const { data: telephone } = useTelephone(slug)
  const renewal = useRenewPin(slug)
  if (!telephone?.number) return null
  const renew = () =>
    renewal.mutate(undefined, {
      onSuccess: () => toast('home.pin_renewed', undefined, { kind: 'good' }),
      onError: () => toast('home.pin_failed', undefined, { kind: 'danger' }),
    })
  return (
    <section className={styles.telephone} aria-labelledby={title}>
      <h3 id={title} className={styles.title}>
        {say('home.telephone')}
      </h3>
      <div className={styles.line}>
        <dl className={styles.dial}>
          <div>
            <dt>{say('home.telephone_number')}</dt>
            <dd>{telephone.number}</dd>
          </div>
          <div>
            <dt>{say('home.pin')}</dt>
            <dd>{spelled(telephone.pin)}</dd>
          </div>
        </dl>
        <Button label="home.pin_renew" icon={RefreshCw} onPress={renew} isPending={renewal.isPending} />
      </div>
      <p className={styles.hint}>{say('home.pin_hint')}</p>
    </section>
  )
}
