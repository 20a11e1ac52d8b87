/** Which question about a person is open? One at a time, wherever its menu was. */
import { create } from 'zustand'
import { around, openerNow } from '../../../focus'

export type Question = { what: 'rename' | 'remove'; identity: string }

type Asking = {
  open: Question | null
  opener: HTMLElement | null
  /** What is still there when the opener goes with whom it is about. */
  list: HTMLElement | null
}

export const useQuestion = create<Asking>()(() => ({ open: null, opener: null, list: null }))

export function askAbout(question: Question): void {
  const opener = openerNow()
  useQuestion.setState({ open: question, opener, list: around(opener) })
}
