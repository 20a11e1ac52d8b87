/** A line of its own that pushes the stage: something to know or to answer, never on top of a face. */
import type { ReactNode } from 'react'
import type { Icon } from '../../../ui/Button'
import styles from './Strip.module.css'

type StripProps = {
  icon: Icon
  kind?: 'info' | 'warn' | 'plain'
  children: ReactNode
  /** The buttons, main one last. */
  actions?: ReactNode
  role?: 'status' | 'alert'
}

export function Strip({ icon: Drawing, kind = 'plain', children, actions, role }: StripProps) {
  return (
    <div className={styles.strip} data-kind={kind} role={role}>
      <Drawing aria-hidden />
      <p className={styles.text}>{children}</p>
      {actions && <span className={styles.actions}>{actions}</span>}
    </div>
  )
}
