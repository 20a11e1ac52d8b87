/** What was said, to take along: for players, for reading, for writing on, for programs. */
import { Braces, Captions, Download, FileText, Hash } from 'lucide-react'
import type { Format } from '../../api/transcripts'
import type { Icon } from '../../ui/Button'
import { MenuButton } from '../../ui/Menu'
import { fetchWords } from './fetching'

const formats: [Format, Icon][] = [
  ['docx', FileText],
  ['odt', FileText],
  ['pdf', FileText],
  ['md', Hash],
  ['txt', FileText],
  ['vtt', Captions],
  ['srt', Captions],
  ['json', Braces],
]

export function ExportMenu({ recording }: { recording: string }) {
  return (
    <MenuButton
      label="transcripts.export"
      icon={Download}
      kind="plain"
      items={formats.map(([format, icon]) => ({
        id: format,
        label: `export.${format}` as const,
        icon,
        onAction: () => void fetchWords(recording, format),
      }))}
    />
  )
}
