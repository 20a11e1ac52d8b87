/** Somebody records: am I in it? Somebody would like to. And one that stands still or does not begin is never kept quiet about. */
import { CircleDot, CircleHelp, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { announce } from '../../../call/announcer'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { Strip } from '../strips/Strip'
import { answer, decline, toldOf, useRecording, useStatus } from './recording'

export function RecordingStrip() {
  const status = useStatus()
  const { isAsking, waitsFor, asked, mayRecord } = useRecording()
  return (
    <>
      {waitsFor && status === 'none' && <Waits why={waitsFor} />}
      {asked && mayRecord && status === 'none' && <Wanted name={asked.name} />}
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

/** It should have begun by itself. */
function Waits({ why }: { why: string }) {
  const say = useWords()
  useEffect(() => announce('recording', 'recording.waits', { why }), [why])
  return (
    <Strip icon={TriangleAlert} kind="warn">
      {say('recording.waits', { why })}
    </Strip>
  )
}

/** By somebody who may not begin one. */
function Wanted({ name }: { name: string }) {
  const say = useWords()
  useEffect(() => announce('recording', 'recording.wants', { name }), [name])
  return (
    <Strip
      icon={CircleHelp}
      kind="info"
      actions={
        <>
          <Button label="recording.decline" onPress={() => void decline()} />
          <Button
            label="recording.begin"
            kind="primary"
            onPress={() => useRecording.setState({ isAbout: true })}
          />
        </>
      }
    >
      {say('recording.wants', { name })}
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
      {running && agrees === null && (
        <>
          {running.is_automatic ? (
            say('recording.by_itself', toldOf(running))
          ) : (
            <>
              <strong>
                <bdi>{running.started_by}</bdi>
              </strong>{' '}
              {say('recording.records', toldOf(running))}
            </>
          )}{' '}
          {say('recording.told', toldOf(running))}
        </>
      )}
    </Strip>
  )
}
