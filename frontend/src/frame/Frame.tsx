/** What every page outside the meeting stands in: skip link, header, main. */
import type { ReactNode } from 'react'
import { useWords } from '../words/words'
import styles from './Frame.module.css'
import { Header } from './Header'

export function Frame({ children }: { children: ReactNode }) {
  const say = useWords()
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        {say('frame.skip')}
      </a>
      <Header />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  )
}
