/** Where to look for the link now. */
import { MailCheck, Terminal } from 'lucide-react'
import { Button } from '../../ui/Button'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'

type LinkIsOnItsWayProps = { email: string; isMailed: boolean | undefined; onAskAgain: () => void }

export function LinkIsOnItsWay({ email, isMailed = true, onAskAgain }: LinkIsOnItsWayProps) {
  const say = useWords()
  const Drawing = isMailed ? MailCheck : Terminal
  return (
    <>
      <span className={styles.icon}>
        <Drawing aria-hidden />
      </span>
      <PageTitle label={isMailed ? 'signin.sent' : 'signin.printed'} className={styles.title} />
      <p className={styles.lead}>{say(isMailed ? 'signin.sent_where' : 'signin.printed_where', { email })}</p>
      <p className={styles.small}>{say(isMailed ? 'signin.sent_hint' : 'signin.printed_hint')}</p>
      <Button label="signin.another" kind="plain" wide onPress={onAskAgain} />
    </>
  )
}
