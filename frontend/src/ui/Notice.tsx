/** A sentence that must be seen: good to know, careful, or wrong. Its icon carries the meaning along with the colour. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Notice.module.css'

const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, danger: CircleAlert }

type NoticeProps = {
  kind?: keyof typeof icons
  children: ReactNode
  /** Said by screen readers as soon as it appears: `alert` interrupts, `status` waits. */
  role?: 'alert' | 'status'
}

export function Notice({ kind = 'info', children, role }: NoticeProps) {
  const Drawing = icons[kind]
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={role}>
      <Drawing aria-hidden />
      <div>{children}</div>
    </div>
  )
}
