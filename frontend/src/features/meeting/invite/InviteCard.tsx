/** Nobody else is here yet: the link to send, in plain view beside my own picture. */
import { Copy, Share2, UserPlus } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { AtDoor } from './AtDoor'
import { Dial } from './Dial'
import styles from './InviteCard.module.css'
import { useInvite } from './link'

export function InviteCard() {
  const say = useWords()
  const title = useId()
  const { slug, link, shown, copy } = useInvite()
  const canSend = 'share' in navigator
  return (
    <section className={styles.card} aria-labelledby={title}>
      <UserPlus aria-hidden className={styles.sign} />
      <h2 id={title} className={styles.title}>
        {say('invite.title')}
      </h2>
      <p className={styles.why}>{say('invite.why')}</p>
      <p className={styles.link}>{shown}</p>
      <Dial slug={slug} />
      <Button label="invite.copy" icon={Copy} kind="primary" wide onPress={() => void copy()} />
      {canSend && <Button label="invite.send" icon={Share2} wide onPress={() => void send(link)} />}
      <AtDoor slug={slug} />
    </section>
  )
}

async function send(url: string): Promise<void> {
  try {
    await navigator.share({ url })
  } catch (trouble) {
    // The person closed the system's sheet: nothing to say.
    if (!(trouble instanceof DOMException)) throw trouble
  }
}
