/** What opens only when somebody asks for it comes then: the page is read without any dialog's code. */
import { lazy } from 'react'

export const AskDialog = lazy(async () => ({ default: (await import('./transcript/AskDialog')).AskDialog }))
export const DeleteDialog = lazy(async () => ({ default: (await import('./DeleteDialog')).DeleteDialog }))
export const HistoryDialog = lazy(async () => ({
  default: (await import('./transcript/HistoryDialog')).HistoryDialog,
}))
export const RedactDialog = lazy(async () => ({
  default: (await import('./transcript/RedactDialog')).RedactDialog,
}))
export const SpeakerDialog = lazy(async () => ({
  default: (await import('./speakers/SpeakerDialog')).SpeakerDialog,
}))
export const SummaryEditor = lazy(async () => ({
  default: (await import('./summary/SummaryEditor')).SummaryEditor,
}))
