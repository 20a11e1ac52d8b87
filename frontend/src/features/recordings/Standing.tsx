/** How far may one trust it? Made by a machine, and by which; or read and validated, and by whom. */
import { ShieldCheck, Sparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Summary, Transcript } from '../../api/transcripts'
import { useLanguage, useWords } from '../../words/words'
import { on } from './figures'
import styles from './Standing.module.css'

/** Of the words. */
export function WordsStanding({ transcript }: { transcript: Transcript }) {
  const say = useWords()
  const { validated_at, engine, model } = transcript
  if (validated_at) return <Validated at={validated_at} by={transcript.validated_by} />
  return (
    <Proposed>{say('standing.written', { by: [engine, model].filter(Boolean).join(' · ') || '–' })}</Proposed>
  )
}

/** Of the summary. */
export function SummaryStanding({ summary }: { summary: Summary }) {
  const say = useWords()
  if (summary.validated_at) return <Validated at={summary.validated_at} by={summary.validated_by} />
  return <Proposed>{say('standing.proposed')}</Proposed>
}

function Validated({ at, by }: { at: string; by: string }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  return (
    <span className={`${styles.badge} ${styles.good}`}>
      <ShieldCheck aria-hidden />
      <span>
        {say('standing.validated')}
        <span className="unseen">{say('standing.validated_by', { by, when: on(at, language) })}</span>
      </span>
    </span>
  )
}

function Proposed({ children }: { children: ReactNode }) {
  return (
    <span className={styles.badge}>
      <Sparkles aria-hidden />
      <span>{children}</span>
    </span>
  )
}
