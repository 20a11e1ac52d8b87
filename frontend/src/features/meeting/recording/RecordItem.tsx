/** In the "more" menu: begin, or end; and who may not, asks those who may. */
import { CircleDot, CircleHelp, CircleStop } from 'lucide-react'
import { ActionItem } from '../controls/MenuPopover'
import { askForRecording, stop, useRecording, useStatus } from './recording'

export function RecordItem() {
  const { mayRecord, mayAsk, asked, running } = useRecording()
  const status = useStatus()
  if (!mayRecord)
    return mayAsk && !asked && status === 'none' ? (
      <ActionItem
        id="ask_for_recording"
        label="recording.ask"
        icon={CircleHelp}
        onAction={() => void askForRecording()}
      />
    ) : null
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
