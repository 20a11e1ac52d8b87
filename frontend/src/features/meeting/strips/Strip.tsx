/** A line of its own that pushes the stage: something to know or to answer, never on top of a face. */
import { type ReactNode, useEffect } from 'react'
import { type AnnouncementKind, announce } from '../../../call/announcer'
import type { Icon } from '../../../ui/Button'
import type { WordKey } from '../../../words/words'
import styles from './Strip.module.css'

type StripProps = {
  icon: Icon
  kind?: 'info' | 'warn' | 'plain'
  /** Whom it is about, instead of the icon. */
  face?: ReactNode
  children: ReactNode
  /** The buttons, main one last. */
  actions?: ReactNode
}

export function Strip({ icon: Drawing, kind = 'plain', face, children, actions }: StripProps) {
  return (
    <div className={styles.strip} data-kind={kind}>
      {face ?? <Drawing aria-hidden />}
      <p className={styles.text}>{children}</p>
      {actions && <span className={styles.actions}>{actions}</span>}
    </div>
  )
}

/** A strip is no voice of its own: what comes with it is said by the announcer, in its turn. */
export function useAnnounced(kind: AnnouncementKind, key: WordKey | false | null): void {
  useEffect(() => {
    if (key) announce(kind, key)
  }, [kind, key])
}
