import { expect, test } from 'vitest'
import { afterwards, type Transcript } from './transcripts'

const transcript = {
  speakers: [
    { id: 1, name: '', number: 2, confidence: 0.7 },
    { id: 2, name: 'Bob', number: 0, confidence: null },
  ],
  segments: [
    { id: 10, speaker: 1, text: 'bonjour', words: [['bonjour', 0, 1, 0.2]], is_changed: false },
    { id: 11, speaker: 2, text: 'salut', words: [], is_changed: false },
  ],
} as unknown as Transcript

test('a corrected line is shown at once, and the others stay the very same', () => {
  const after = afterwards(transcript, { act: 'correct', segment: 10, text: 'Bonjour.', was: 'bonjour' })
  expect(after?.segments[0]).toMatchObject({ text: 'Bonjour.', words: [], is_changed: true })
  expect(after?.segments[1]).toBe(transcript.segments[1])
})

test('a name that a person gives is sure, and a line that is given has its new speaker', () => {
  const named = afterwards(transcript, { act: 'rename', speaker: 1, name: 'Amina' })
  expect(named?.speakers[0]).toMatchObject({ name: 'Amina', confidence: null })
  expect(afterwards(transcript, { act: 'give', segment: 10, speaker: 2 })?.segments[0]?.speaker).toBe(2)
})

test('what only the server can tell is asked again', () => {
  expect(afterwards(transcript, { act: 'redact', segment: 10 })).toBeUndefined()
  expect(afterwards(transcript, { act: 'merge', speaker: 1, into: 2 })).toBeUndefined()
})
