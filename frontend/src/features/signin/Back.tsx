/** Back from an identity provider: what it wrote into the address is used up, and the page that asked opens. */
import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { Refusal } from '../../api/client'
import { comeBack, lastNext } from '../../api/signin'
import { safeNext, toSignIn } from '../../routes'
import { ButtonLink } from '../../ui/ButtonLink'
import { Notice } from '../../ui/Notice'
import { PageTitle } from '../../ui/PageTitle'
import { Spinner } from '../../ui/Spinner'
import { useWords } from '../../words/words'
import styles from './SignIn.module.css'

export default function Back() {
  const say = useWords()
  const { provider = '' } = useParams()
  const [, navigate] = useLocation()
  const [trouble, setTrouble] = useState<unknown>()
  // The answer of a provider works once.
  const isUsed = useRef(false)

  useEffect(() => {
    if (isUsed.current) return
    isUsed.current = true
    const { search } = location
    // What it says is nobody's business any more: not the history's, not a copied address's.
    history.replaceState(history.state, '', location.pathname)
    comeBack(provider, search).then((next) => navigate(safeNext(next), { replace: true }), setTrouble)
  }, [provider, navigate])

  if (!trouble)
    return (
      <section className={styles.card} aria-busy>
        <PageTitle label="signin.coming_back" className={styles.title} />
        <Spinner />
      </section>
    )
  return (
    <section className={styles.card}>
      <PageTitle key="failed" label="signin.back_failed" className={styles.title} />
      <Notice kind="danger" role="alert">
        {trouble instanceof Refusal ? trouble.message : say('signin.unreachable')}
      </Notice>
      <ButtonLink
        label="signin.try_again"
        kind="primary"
        size="large"
        wide
        to={toSignIn(safeNext(lastNext()))}
      />
    </section>
  )
}
