/** What is thrown while a page is drawn ends here: it is said, with one thing to do, instead of leaving nothing.
 *
 *  Its page is no chunk of its own: it is needed just when nothing can be loaded. */
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode } from 'react'
import Trouble from '../features/trouble/Trouble'
import { Frame } from './Frame'
import { troubleOf } from './trouble-of'

type Caught = { trouble: unknown; isCaught: boolean }

export function Boundary({ children }: { children: ReactNode }) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => <Catcher onRetry={reset}>{children}</Catcher>}
    </QueryErrorResetBoundary>
  )
}

class Catcher extends Component<{ children: ReactNode; onRetry: () => void }, Caught> {
  override state: Caught = { trouble: null, isCaught: false }

  static getDerivedStateFromError(trouble: unknown): Caught {
    return { trouble, isCaught: true }
  }

  override render() {
    if (!this.state.isCaught) return this.props.children
    const retry = () => {
      this.props.onRetry()
      this.setState({ trouble: null, isCaught: false })
    }
    return (
      <Frame>
        <Trouble kind={troubleOf(this.state.trouble)} onRetry={retry} />
      </Frame>
    )
  }
}
