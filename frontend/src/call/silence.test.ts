import { expect, it } from 'vitest'
import { loudness } from './level'
import { type Listening, listen, startListening } from './silence'

function hear(levels: number[], stepMs = 100): Listening {
  return levels.reduce((known, level) => listen(known, level, stepMs), startListening)
}

it('hears a word', () => {
  expect(hear([0, 0.1, 0.5, 0.6]).hearing).toBe('heard')
})
it('takes the click of a cable for what it is', () => {
  expect(hear([0, 0.9, 0, 0.9, 0]).hearing).toBe('waiting')
})
it('waits before it warns', () => {
  expect(hear(new Array(59).fill(0)).hearing).toBe('waiting')
  expect(hear(new Array(60).fill(0.05)).hearing).toBe('unheard')
})
it('stops warning as soon as a voice comes through', () => {
  expect(hear([...new Array(80).fill(0), 0.5, 0.5]).hearing).toBe('heard')
})
it('does not warn a person who spoke and is quiet now', () => {
  expect(hear([0.5, 0.5, ...new Array(200).fill(0)]).hearing).toBe('heard')
})

it('measures loudness in decibels, from a quiet room to a close voice', () => {
  expect(loudness(new Float32Array(8))).toBe(0)
  expect(loudness(new Float32Array(8).fill(1))).toBe(1)
  expect(loudness(new Float32Array(8).fill(0.016))).toBeCloseTo(0.5, 1)
})
