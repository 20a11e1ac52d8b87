/** What every page outside the meeting stands in: skip link, header, main. */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useSession } from '../api/queries'
import { whenIdle } from '../idle'
import { useWords } from '../words/words'
import styles from './Frame.module.css'
import { Header } from './Header'

const Doors = lazy(() => import('../features/doors/Doors'))

export function Frame({ children }: { children: ReactNode }) {
  const say = useWords()
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        {say('frame.skip')}
      </a>
      <Header />
      <main id="main" tabIndex={-1} className={styles.main}>
        <DoorsOfMine />
        {children}
      </main>
    </div>
  )
}

/** Loaded once the page is drawn, and only for people who may have rooms. */
function DoorsOfMine() {
  const isSignedIn = Boolean(useSession().data?.user)
  const [isWanted, setWanted] = useState(false)
  useEffect(() => (isSignedIn ? whenIdle(() => setWanted(true)) : undefined), [isSignedIn])
  if (!isSignedIn || !isWanted) return null
  return (
    <Suspense>
      <Doors />
    </Suspense>
  )
}
