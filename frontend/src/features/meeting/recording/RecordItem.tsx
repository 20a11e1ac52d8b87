/** In the "more" menu of who may: begin, or end. */
import { CircleDot, CircleStop } from 'lucide-react'
import { ActionItem } from '../controls/MenuPopover'
import { stop, useRecording, useStatus } from './recording'

export function RecordItem() {
  const { mayRecord, running } = useRecording()
  const status = useStatus()
  if (!mayRecord) return null
  return running || status === 'recording' ? (
    <ActionItem id="record" label="recording.stop" icon={CircleStop} onAction={() => void stop()} />
  ) : (
    <ActionItem
      id="record"
      label="recording.record"
      icon={CircleDot}
      onAction={() => useRecording.setState({ isAbout: true })}
    />
  )
}
