/** A summary in a person's words: what is wrong is rewritten or taken away, what is missing is added. */
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { SummaryContent } from '../../../api/transcripts'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { IconButton } from '../../../ui/IconButton'
import { TextField } from '../../../ui/TextField'
import { useWords, type WordKey } from '../../../words/words'
import type { Acting } from '../acting'
import { add, finished, type Part, remove, rewrite } from './draft'
import styles from './SummaryEditor.module.css'

type SummaryEditorProps = { content: SummaryContent; acting: Acting; onClose: () => void }

export function SummaryEditor({ content, acting, onClose }: SummaryEditorProps) {
  const [draft, setDraft] = useState(content)
  const save = async () => {
    if (await acting.run({ act: 'rewrite', content: finished(draft) }, 'summary.rewritten')) onClose()
  }
  const parts = { draft, onDraft: setDraft }
  return (
    <Dialog
      title="summary.edit"
      size="wide"
      isOpen
      onOpenChange={onClose}
      actions={
        <>
          <Button label="ui.cancel" onPress={onClose} />
          <Button label="ui.save" kind="primary" onPress={save} isPending={acting.isPending} />
        </>
      }
    >
      <TextField
        label="summary.name"
        value={draft.title}
        onChange={(title) => setDraft({ ...draft, title })}
        maxLength={200}
      />
      <Fields {...parts} part="abstract" title="summary.abstract" of={['text']} />
      <Fields {...parts} part="topics" title="summary.topics" of={['title']} />
      <Fields {...parts} part="decisions" title="summary.decisions" of={['text']} />
      <Fields {...parts} part="actions" title="summary.actions" of={['who', 'what', 'due']} />
    </Dialog>
  )
}

type FieldsProps = {
  draft: SummaryContent
  onDraft: (draft: SummaryContent) => void
  part: Part
  title: WordKey
  of: ('text' | 'title' | 'who' | 'what' | 'due')[]
}

function Fields({ draft, onDraft, part, title, of }: FieldsProps) {
  const say = useWords()
  return (
    <fieldset className={styles.part}>
      <legend>{say(title)}</legend>
      {draft[part].map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and are never put in another order
        <div key={at} className={styles.item}>
          {of.map((field) => (
            <TextField
              key={field}
              label={`summary.field_${field}`}
              values={{ number: at + 1 }}
              isLabelUnseen={of.length === 1}
              value={String((item as Record<string, unknown>)[field] ?? '')}
              onChange={(text) => onDraft(rewrite(draft, part, at, { [field]: text }))}
              maxLength={500}
            />
          ))}
          <IconButton
            label="summary.remove"
            values={{ number: at + 1 }}
            icon={X}
            onPress={() => onDraft(remove(draft, part, at))}
          />
        </div>
      ))}
      <Button label="summary.add" icon={Plus} kind="quiet" onPress={() => onDraft(add(draft, part))} />
    </fieldset>
  )
}
