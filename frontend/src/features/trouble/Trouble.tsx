/** Something stands in the way: what happened, why, and the one thing to do. */
import { House, LogIn, RotateCcw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { ask } from '../../api/client'
import { routes, toSignIn } from '../../routes'
import { Button } from '../../ui/Button'
import { ButtonLink } from '../../ui/ButtonLink'
import { PageTitle } from '../../ui/PageTitle'
import styles from '../../ui/Statement.module.css'
import { useWords } from '../../words/words'
import { type TroubleKind, told } from './kinds'

// Often enough not to be waited for, seldom enough for a server that gets its breath back.
const lookAgainMs = 4_000

type TroubleProps = {
  kind: TroubleKind
  /** Tries again without losing the page; without it the page is loaded again. */
  onRetry?: () => void
}

export default function Trouble({ kind, onRetry = () => location.reload() }: TroubleProps) {
  const say = useWords()
  const [address] = useLocation()
  const { icon: Drawing, title, why, way } = told[kind]
  useComeBack(kind === 'unreachable' || kind === 'unavailable', onRetry)
  return (
    <section className={styles.statement}>
      <span className={styles.icon}>
        <Drawing aria-hidden />
      </span>
      <PageTitle label={title} />
      <p className={styles.why}>{say(why)}</p>
      <div className={styles.ways}>
        {way === 'home' && (
          <ButtonLink label="trouble.home" icon={House} kind="primary" size="large" to={routes.home} />
        )}
        {way === 'sign_in' && (
          <ButtonLink label="frame.sign_in" icon={LogIn} kind="primary" size="large" to={toSignIn(address)} />
        )}
        {way === 'retry' && (
          <Button label="trouble.retry" icon={RotateCcw} kind="primary" size="large" onPress={onRetry} />
        )}
        {way === 'reload' && (
          <Button
            label="trouble.reload"
            icon={RotateCcw}
            kind="primary"
            size="large"
            onPress={() => location.reload()}
          />
        )}
        {way !== 'home' && <ButtonLink label="trouble.home" kind="quiet" size="large" to={routes.home} />}
      </div>
    </section>
  )
}

/** The line, or the server with its database, is back: nobody should have to press for that. */
function useComeBack(isWaiting: boolean, onRetry: () => void): void {
  const retry = useRef(onRetry)
  useEffect(() => {
    retry.current = onRetry
  })
  useEffect(() => {
    if (!isWaiting) return
    const look = () =>
      ask('GET', '/readyz').then(
        () => retry.current(),
        () => undefined,
      )
    const timer = setInterval(look, lookAgainMs)
    window.addEventListener('online', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', look)
    }
  }, [isWaiting])
}
