/** Whom to sign in with: each a button that leaves for it, the first one the thing to do; then whatever else there is. */
import { LogIn } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WordKey } from '../words/words'
import { Button } from './Button'
import { Notice } from './Notice'
import styles from './WaysIn.module.css'

type WaysInProps = {
  /** "Sign in with {name}". */
  label: WordKey
  providers: readonly { id: string; name: string }[]
  leavingFor: string | undefined
  onLeave: (id: string) => void
  /** Why leaving failed, in words. */
  trouble: string | undefined
  wide?: boolean
  children?: ReactNode
}

export function WaysIn({ label, providers, leavingFor, onLeave, trouble, wide, children }: WaysInProps) {
  return (
    <div className={styles.ways}>
      {providers.map(({ id, name }, place) => (
        <Button
          key={id}
          label={label}
          values={{ name }}
          icon={LogIn}
          kind={place === 0 ? 'primary' : 'plain'}
          size="large"
          wide={wide ?? false}
          isPending={leavingFor === id}
          onPress={() => onLeave(id)}
        />
      ))}
      {children}
      {trouble && (
        <Notice kind="danger" role="alert">
          {trouble}
        </Notice>
      )}
    </div>
  )
}
