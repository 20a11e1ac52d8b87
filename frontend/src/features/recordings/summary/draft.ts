/** A person's corrections of a summary: what is rewritten, added and taken away. Nothing of the given one is changed. */
import type { SummaryContent } from '../../../api/transcripts'

export type Part = 'abstract' | 'topics' | 'decisions' | 'actions'

const empty = {
  abstract: { text: '', segments: [] },
  topics: { title: '', at: 0, segments: [] },
  decisions: { text: '', segments: [] },
  actions: { what: '', who: '', due: '', segments: [] },
} as const satisfies { [P in Part]: SummaryContent[P][number] }

export function rewrite<P extends Part>(
  draft: SummaryContent,
  part: P,
  at: number,
  change: Partial<SummaryContent[P][number]>,
): SummaryContent {
  const items = draft[part] as SummaryContent[P][number][]
  return { ...draft, [part]: items.map((item, n) => (n === at ? { ...item, ...change } : item)) }
}

export function add(draft: SummaryContent, part: Part): SummaryContent {
  return { ...draft, [part]: [...draft[part], { ...empty[part], segments: [] }] }
}

export function remove(draft: SummaryContent, part: Part, at: number): SummaryContent {
  return { ...draft, [part]: draft[part].filter((_, n) => n !== at) }
}

/** What was left empty is not kept. */
export function finished(draft: SummaryContent): SummaryContent {
  return {
    title: draft.title.trim(),
    abstract: draft.abstract.filter(({ text }) => text.trim()),
    topics: draft.topics.filter(({ title }) => title.trim()),
    decisions: draft.decisions.filter(({ text }) => text.trim()),
    actions: draft.actions.filter(({ what }) => what.trim()),
  }
}
