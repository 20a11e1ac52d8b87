/** What it comes to: each claim with the seconds it comes from, and marked as a machine's until a person has validated it. */
import { BadgeCheck, Ellipsis, PenLine, RotateCcw, Sparkles } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { type Segment, type Summary, type SummaryContent, useLookingAgain } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { MenuButton } from '../../../ui/Menu'
import { Notice } from '../../../ui/Notice'
import { useWords, type WordKey } from '../../../words/words'
import type { Acting } from '../acting'
import { Card } from '../Card'
import { SummaryEditor } from '../later'
import { MomentButton } from '../MomentButton'
import { SummaryStanding } from '../Standing'
import styles from './SummaryCard.module.css'

type SummaryCardProps = {
  recording: string
  summary: Summary | null
  lines: readonly Segment[]
  mayChange: boolean
  acting: Acting
  onGo: (at: number) => void
}

export function SummaryCard({ recording, summary, lines, mayChange, acting, onGo }: SummaryCardProps) {
  const say = useWords()
  const [isEdited, setEdited] = useState(false)
  const { isMaking, make } = useMaking(recording, summary, acting)
  if (!summary)
    return mayChange ? (
      <Card title="summary.title">
        <p>{say('summary.none')}</p>
        <p>
          <Button label="summary.make" icon={Sparkles} onPress={make} isPending={isMaking} />
        </p>
      </Card>
    ) : null
  const { content, validated_at } = summary
  const isValidated = validated_at !== null
  return (
    <>
      <Card title="summary.title" standing={<SummaryStanding summary={summary} />}>
        {isMaking && <Notice>{say('summary.is_made')}</Notice>}
        <Content content={content} lines={lines} onGo={onGo} />
        {mayChange && (
          <p className={styles.ways}>
            <Button
              label={isValidated ? 'summary.invalidate' : 'summary.validate'}
              icon={BadgeCheck}
              kind="quiet"
              isPending={acting.isPending}
              onPress={() =>
                acting.run(
                  { act: 'validate_summary', is_validated: !isValidated },
                  isValidated ? 'summary.is_invalidated' : 'summary.is_validated',
                )
              }
            />
            <Button label="summary.edit" icon={PenLine} kind="quiet" onPress={() => setEdited(true)} />
            <MenuButton
              label="summary.more"
              icon={Ellipsis}
              isIconOnly
              items={[{ id: 'again', label: 'summary.again', icon: RotateCcw, onAction: make }]}
            />
          </p>
        )}
      </Card>
      {/* Not in the card: it closes where the window becomes a phone's. */}
      <Suspense>
        {isEdited && <SummaryEditor content={content} acting={acting} onClose={() => setEdited(false)} />}
      </Suspense>
    </>
  )
}

/** Longer than any server we know takes for hours of talk. */
const mostPatienceMs = 10 * 60_000

/** Until the one there is now is another: nobody tells us when it is made. */
function useMaking(recording: string, summary: Summary | null, acting: Acting) {
  const now = summary?.made_at ?? ''
  const [before, setBefore] = useState<string>()
  const isMaking = before === now
  useLookingAgain(recording, isMaking)
  useEffect(() => {
    if (!isMaking) return
    const timer = setTimeout(() => setBefore(undefined), mostPatienceMs)
    return () => clearTimeout(timer)
  }, [isMaking])
  const make = async () => {
    if (await acting.run({ act: 'sum_up' }, 'summary.asked')) setBefore(now)
  }
  return { isMaking, make }
}

type ContentProps = { content: SummaryContent; lines: readonly Segment[]; onGo: (at: number) => void }

function Content({ content, lines, onGo }: ContentProps) {
  const startOf = new Map(lines.map(({ id, start }) => [id, start]))
  const moments = (segments: number[]) => {
    const starts = segments.flatMap((id) => startOf.get(id) ?? [])
    return <Moments starts={starts} onGo={onGo} />
  }
  return (
    <>
      {content.title && <p className={styles.title}>{content.title}</p>}
      {content.abstract.length > 0 && (
        <p>
          {content.abstract.map(({ text, segments }) => (
            <span key={text}>
              {text} {moments(segments)}{' '}
            </span>
          ))}
        </p>
      )}
      <Claims title="summary.topics" items={content.topics}>
        {({ title, at }) => (
          <>
            {title} <Moments starts={[at]} onGo={onGo} />
          </>
        )}
      </Claims>
      <Claims title="summary.decisions" items={content.decisions}>
        {({ text, segments }) => (
          <>
            {text} {moments(segments)}
          </>
        )}
      </Claims>
      <Claims title="summary.actions" items={content.actions}>
        {({ what, who, due, segments }) => (
          <>
            {[who, what, due].filter(Boolean).join(' · ')} {moments(segments)}
          </>
        )}
      </Claims>
    </>
  )
}

type ClaimsProps<Item> = { title: WordKey; items: Item[]; children: (item: Item) => ReactNode }

function Claims<Item>({ title, items, children }: ClaimsProps<Item>) {
  const say = useWords()
  if (!items.length) return null
  return (
    <div>
      <h3 className={styles.part}>{say(title)}</h3>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list" className={styles.claims}>
        {items.map((item) => (
          <li key={JSON.stringify(item)}>{children(item)}</li>
        ))}
      </ul>
    </div>
  )
}

function Moments({ starts, onGo }: { starts: number[]; onGo: (at: number) => void }) {
  return (
    <span className={styles.moments}>
      {[...new Set(starts)].map((at, n) => (
        <span key={at}>
          {n > 0 && '·'}
          <MomentButton at={at} onGo={onGo} />
        </span>
      ))}
    </span>
  )
}
