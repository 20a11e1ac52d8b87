/** What was just done, said shortly and gone by itself; `<Toasts/>` draws it. */
import { create } from 'zustand'
import type { Values, WordKey } from '../words/words'

export type Toast = {
  id: number
  key: WordKey
  values?: Values | undefined
  kind: 'plain' | 'good' | 'danger'
  /** "Undo" and its like. */
  action?: { label: WordKey; onPress: () => void } | undefined
}

// Long enough to read two lines twice; more when there is something to press.
const shownMs = 6_000
const shownWithActionMs = 12_000
const mostAtOnce = 3

type Voice = (toast: Toast) => void

export const useToasts = create<{ toasts: Toast[]; voice: Voice | null }>(() => ({ toasts: [], voice: null }))
let lastId = 0

/** `toast('home.copied')`; the same sentence twice is shown once. */
export function toast(key: WordKey, values?: Values, more?: Partial<Pick<Toast, 'kind' | 'action'>>): void {
  const next: Toast = { id: ++lastId, key, values, kind: 'plain', ...more }
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => other.key !== key), next].slice(-mostAtOnce),
  }))
  keep(next)
  useToasts.getState().voice?.(next)
}

/** Where one voice says everything, it says toasts too, and their own live region is silent until the returned function
 *  is called. */
export function sayToasts(voice: Voice): () => void {
  useToasts.setState({ voice })
  return () => useToasts.setState({ voice: null })
}

export function dismiss(id: number): void {
  release(id)
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

const timers = new Map<number, number>()

/** Starts (again) the time after which a toast goes; held while the pointer or the focus is on it. */
export function keep(toast: Toast): void {
  release(toast.id)
  const ms = toast.action ? shownWithActionMs : shownMs
  timers.set(
    toast.id,
    window.setTimeout(() => dismiss(toast.id), ms),
  )
}

export function release(id: number): void {
  window.clearTimeout(timers.get(id))
  timers.delete(id)
}
