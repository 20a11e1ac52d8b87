/** Somebody records: am I in it? And a recording that stands still is never kept quiet about. */
import { CircleDot, TriangleAlert } from 'lucide-react'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { Strip } from '../strips/Strip'
import { answer, useRecording, useStatus } from './recording'

export function RecordingStrip() {
  const status = useStatus()
  const isAsking = useRecording((state) => state.isAsking)
  return (
    <>
      {status === 'interrupted' && <Interrupted />}
      {isAsking && status !== 'none' && <Question />}
    </>
  )
}

function Interrupted() {
  const say = useWords()
  return (
    <Strip icon={TriangleAlert} kind="warn">
      {say('recording.interrupted')}
    </Strip>
  )
}

function Question() {
  const say = useWords()
  const running = useRecording((state) => state.running)
  const agrees = running?.agrees
  return (
    <Strip
      icon={CircleDot}
      kind="info"
      actions={
        <>
          <Button label="recording.refuse" onPress={() => void answer(false)} />
          <Button label="recording.agree" kind="primary" onPress={() => void answer(true)} />
        </>
      }
    >
      {agrees === true && say('recording.you_are_in')}
      {agrees === false && say('recording.you_are_out')}
      {agrees !== true && agrees !== false && (
        <>
          <strong>
            <bdi>{running?.started_by}</bdi>
          </strong>{' '}
          {say('recording.records')}
        </>
      )}
    </Strip>
  )
}
