/** Which question about a person is open? One at a time, wherever its menu was. */
import { create } from 'zustand'
import { openerNow } from '../../../focus'

export type Question = { what: 'rename' | 'remove'; identity: string }

export const useQuestion = create<{ open: Question | null; opener: HTMLElement | null }>()(() => ({
  open: null,
  opener: null,
}))

export function askAbout(question: Question): void {
  useQuestion.setState({ open: question, opener: openerNow() })
}
