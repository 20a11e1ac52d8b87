/** Where am I signed in, and how do I end that? */
import { LogOut } from 'lucide-react'
import { useSession } from '../../api/queries'
import { useEndEverywhere, useEndSignIn, useSignIns } from '../../api/signin'
import type { SignIn } from '../../api/types'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { Spinner } from '../../ui/Spinner'
import { toast } from '../../ui/Toast'
import { useLanguage, useWords } from '../../words/words'
import styles from './Section.module.css'
import list from './Sessions.module.css'

export function Sessions() {
  const say = useWords()
  const isSignedIn = Boolean(useSession().data?.user)
  const signIns = useSignIns(isSignedIn)
  const everywhere = useEndEverywhere()
  if (!isSignedIn)
    return (
      <p className={styles.small} data-setting="settings.sessions_end">
        {say('settings.sessions_guest')}
      </p>
    )

  const endAll = () =>
    everywhere.mutate(undefined, {
      onSuccess: () => toast('settings.sessions_ended', undefined, { kind: 'good' }),
    })
  return (
    <>
      <p className={styles.small}>{say('settings.sessions_why')}</p>
      {signIns.isPending && <Spinner />}
      <ul className={list.devices}>
        {signIns.data?.map((signIn) => (
          <Device key={signIn.id} signIn={signIn} />
        ))}
      </ul>
      {(signIns.error ?? everywhere.error) && (
        <Notice kind="danger" role="alert">
          {say('signin.unreachable')}
        </Notice>
      )}
      <div className={styles.pair} data-setting="settings.sessions_end">
        <p className={styles.small}>{say('settings.sessions_end_hint')}</p>
        <Button
          label="settings.sessions_end"
          icon={LogOut}
          kind="danger"
          isPending={everywhere.isPending}
          onPress={endAll}
        />
      </div>
    </>
  )
}

function Device({ signIn }: { signIn: SignIn }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const ending = useEndSignIn()
  const device = signIn.device || say('settings.session_unknown')
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(signIn.began_at),
  )
  const end = () =>
    ending.mutate(signIn.id, {
      onSuccess: () => toast('settings.session_ended', { device }, { kind: 'good' }),
    })
  return (
    <li className={list.device}>
      <div>
        <p className={list.name}>
          {device}
          {signIn.is_this && <span className={list.here}>{say('settings.session_this')}</span>}
        </p>
        <p className={styles.small}>{say('settings.session_since', { when })}</p>
        {signIn.network && (
          <p className={styles.small}>{say('settings.session_network', { network: signIn.network })}</p>
        )}
        {signIn.provider && (
          <p className={styles.small}>{say('settings.session_with', { name: signIn.provider })}</p>
        )}
      </div>
      {!signIn.is_this && (
        <Button label="settings.session_end" values={{ device }} isPending={ending.isPending} onPress={end} />
      )}
    </li>
  )
}
