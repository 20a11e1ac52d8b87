/** Is the line good? Measured once, quietly, when the page has nothing better to do; never in the way of entering. */
import { useEffect, useState } from 'react'
import { checkLine, type Line } from '../../call/check'
import { whenIdle } from '../../idle'

export function useLine(livekitUrl: string | undefined): Line | undefined {
  const [line, setLine] = useState<Line>()
  useEffect(() => {
    let isWanted = true
    const check = async () => {
      const found = await checkLine(livekitUrl)
      if (isWanted) setLine(found)
    }
    const stop = whenIdle(() => void check())
    // Another network, another line.
    const change = new AbortController()
    for (const happening of ['online', 'offline'])
      window.addEventListener(happening, () => void check(), { signal: change.signal })
    return () => {
      isWanted = false
      stop()
      change.abort()
    }
  }, [livekitUrl])
  return line
}
