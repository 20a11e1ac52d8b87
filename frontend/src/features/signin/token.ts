/** The secret of a followed sign-in link: it comes after the #, which browsers send to nobody, and does not stay there. */
import { useEffect, useState } from 'react'

export function useToken(): [string, () => void] {
  const [token, setToken] = useState(readToken)
  useEffect(() => {
    // A second link may be followed in the same tab.
    const take = () => {
      const found = readToken()
      if (!found) return
      setToken(found)
      history.replaceState(history.state, '', location.pathname + location.search)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return [token, () => setToken('')]
}

function readToken(): string {
  return location.hash.slice(1)
}
