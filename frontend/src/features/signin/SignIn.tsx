/** Sign-in without a password: leave for a provider, ask for a link, or use the one that was followed. */
import { useState } from 'react'
import { useSession } from '../../api/queries'
import { useSilentSignIn } from '../../api/signin'
import { safeNext } from '../../routes'
import { AskForLink } from './AskForLink'
import { Confirm } from './Confirm'
import { LinkIsOnItsWay } from './LinkIsOnItsWay'
import { SignedInAlready } from './SignedInAlready'
import styles from './SignIn.module.css'
import { useToken } from './token'

export default function SignIn() {
  const session = useSession()
  const [token, forgetToken] = useToken()
  const [sentTo, setSentTo] = useState<string>()
  const next = safeNext(new URLSearchParams(location.search).get('next'))
  useSilentSignIn(token ? '' : next)
  if (session.error && !session.data) throw session.error

  const startAgain = () => {
    forgetToken()
    setSentTo(undefined)
  }
  const step = () => {
    if (token) return <Confirm key={token} token={token} onAskAgain={startAgain} />
    if (session.data?.user) return <SignedInAlready user={session.data.user} next={next} />
    if (sentTo)
      return <LinkIsOnItsWay email={sentTo} isMailed={session.data?.mail_is_on} onAskAgain={startAgain} />
    return <AskForLink session={session.data} next={next} onSent={setSentTo} />
  }
  return <section className={styles.card}>{step()}</section>
}
