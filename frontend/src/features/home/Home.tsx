/** Home: start a meeting, join one, find my rooms again. */
import { ShieldCheck } from 'lucide-react'
import { useSession } from '../../api/queries'
import type { Session } from '../../api/types'
import { PageTitle } from '../../ui/PageTitle'
import { useWords } from '../../words/words'
import styles from './Home.module.css'
import { JoinForm } from './JoinForm'
import { NewMeeting } from './NewMeeting'
import { Picture } from './Picture'
import { Rooms } from './Rooms'
import { SignInFirst } from './SignInFirst'

export default function Home() {
  const session = useSession()
  // Nothing of this page works without the server: the boundary says so.
  if (session.error && !session.data) throw session.error
  return session.data?.user ? <Mine session={session.data} /> : <Welcome session={session.data} />
}

function Mine({ session }: { session: Session }) {
  const say = useWords()
  const name = firstName(session.user?.name ?? '')
  return (
    <div className={styles.home}>
      <div className={styles.start}>
        <PageTitle label="home.title" className={styles.hero}>
          {name && <span>{say('home.hello', { name })}</span>}
          <span>{say('home.title')}</span>
        </PageTitle>
        <p className={styles.lead}>{say('home.lead_mine')}</p>
        <div className={styles.ways}>
          <NewMeeting />
          <JoinForm />
        </div>
        <Host session={session} />
      </div>
      <Rooms />
    </div>
  )
}

/** Drawn while we do not know yet who is here, too: it needs no answer to be right for a guest. */
function Welcome({ session }: { session: Session | undefined }) {
  const say = useWords()
  return (
    <div className={styles.home}>
      <div className={styles.start}>
        <PageTitle label="home.title" className={styles.hero} />
        <p className={styles.lead}>{say('home.lead')}</p>
        <div className={styles.ways}>
          <JoinForm isMain />
          <SignInFirst />
        </div>
        <Host session={session} />
      </div>
      <Picture />
    </div>
  )
}

function Host({ session }: { session: Session | undefined }) {
  const say = useWords()
  return (
    <p className={styles.host}>
      {session?.organisation && (
        <>
          <ShieldCheck aria-hidden />
          {say('home.hosted_by', { organisation: session.organisation })}
        </>
      )}
    </p>
  )
}

/** "Amina Diallo" → "Amina"; a name in one word stays. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}
