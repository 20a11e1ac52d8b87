/** Back from having signed out at the provider, too. */
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { isBackFromWayOut } from '../../api/signin'
import { routes } from '../../routes'
import { PageTitle } from '../../ui/PageTitle'
import { Spinner } from '../../ui/Spinner'
import { toast } from '../../ui/Toast'
import styles from './SignIn.module.css'

export default function Out() {
  const [, navigate] = useLocation()
  const isUsed = useRef(false)
  useEffect(() => {
    if (isUsed.current) return
    isUsed.current = true
    const home = () => navigate(routes.home, { replace: true })
    isBackFromWayOut(location.search).then(
      () => {
        home()
        toast('frame.signed_out', undefined, { kind: 'good' })
      },
      // Not an answer to our question, so it is not said to be one; the page says who is signed in.
      home,
    )
  }, [navigate])
  return (
    <section className={styles.card} aria-busy>
      <PageTitle label="signin.going_out" className={styles.title} />
      <Spinner />
    </section>
  )
}
