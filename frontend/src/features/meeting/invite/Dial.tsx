/** Hosts may also tell people what to dial. */
import { Phone } from 'lucide-react'
import { spelled, useTelephone } from '../../../api/telephone'
import { useCall } from '../../../call/store'
import { useWords } from '../../../words/words'
import styles from './InviteCard.module.css'

export function Dial() {
  const say = useWords()
  const entry = useCall((state) => state.entry)
  const { data: telephone } = useTelephone(entry?.room.slug ?? '', {
    ...(entry && { pass: entry.pass }),
    isWanted: entry?.hosts === true,
  })
  if (!telephone?.number) return null
  return (
    <p className={styles.aside}>
      <Phone aria-hidden />
      <span>{say('invite.dial', { number: telephone.number, pin: spelled(telephone.pin) })}</span>
    </p>
  )
}
