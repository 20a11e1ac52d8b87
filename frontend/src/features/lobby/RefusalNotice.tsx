/** The server did not let us in: what happened and the one thing to do, where the person just clicked. */
import { LogIn } from 'lucide-react'
import { toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import styles from './RefusalNotice.module.css'
import type { Refusal } from './refusal'

export function RefusalNotice({ refusal, slug }: { refusal: Refusal; slug: string }) {
  const say = useWords()
  switch (refusal.what) {
    case 'name':
    case 'gone':
    case 'shut':
      // The field says it; the page changes.
      return null
    case 'signin':
      return (
        <Notice kind="warn" role="alert">
          <div className={styles.signIn}>
            <p>{say('lobby.refused.signin')}</p>
            <ButtonLink to={toSignIn(`/${slug}`)} label="lobby.signin" icon={LogIn} kind="primary" />
          </div>
        </Notice>
      )
    case 'unreachable':
      return (
        <Notice kind="danger" role="alert">
          {say('lobby.refused.unreachable')}
        </Notice>
      )
    case 'no_media':
      return (
        <Notice kind="danger" role="alert">
          {say('lobby.refused.no_media')}
        </Notice>
      )
    default:
      return (
        <Notice kind="danger" role="alert">
          {refusal.message}
        </Notice>
      )
  }
}
