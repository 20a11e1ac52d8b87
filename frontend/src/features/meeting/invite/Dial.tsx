/** Hosts may also tell people what to dial. */
import { Phone } from 'lucide-react'
import { spelled, useTelephone } from '../../../api/telephone'
import { useCall, useIsHost } from '../../../call/store'
import { useWords } from '../../../words/words'
import styles from './InviteCard.module.css'

export function Dial({ slug }: { slug: string }) {
  return useIsHost() ? <Told slug={slug} /> : null
}

function Told({ slug }: { slug: string }) {
  const say = useWords()
  const pass = useCall((state) => state.entry?.pass)
  const { data: telephone } = useTelephone(slug, pass)
  if (!telephone?.number) return null
  return (
    <p className={styles.aside}>
      <Phone aria-hidden />
      <span>{say('invite.dial', { number: telephone.number, pin: spelled(telephone.pin) })}</span>
    </p>
  )
}
