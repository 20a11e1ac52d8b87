/** Can every pair of colours that meets on a screen be read, in each set of tokens? (WCAG 1.4.3, 1.4.11) */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, parseOklch, type Rgb } from './oklch'

const folder = `${import.meta.dirname}/`
const usual = tokensOf(readFileSync(`${folder}tokens.css`, 'utf8'))
const more = {
  ...usual,
  ...tokensOf(readFileSync(`${folder}contrast.css`, 'utf8').split('@media (forced-colors')[0] ?? ''),
}

function tokensOf(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  )
}

function colour(tokens: Record<string, string>, name: string, theme: 'light' | 'dark'): Rgb {
  const value = tokens[name] ?? ''
  const both = /^light-dark\((oklch\([^)]+\)), (oklch\([^)]+\))\)$/.exec(value)
  return parseOklch(both ? (both[theme === 'light' ? 1 : 2] ?? '') : value)
}

const papers = ['page', 'surface', 'sunken']
const texts: [string, string[]][] = [
  ['text', [...papers, 'accent-wash', 'danger-wash']],
  ['muted', [...papers, 'accent-wash']],
  ['accent', ['page', 'surface']],
  ['danger-text', ['page', 'surface', 'danger-wash']],
  ['good', ['page', 'surface']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger']],
  ['stage-text', ['stage', 'stage-raised']],
  ['stage-muted', ['stage', 'stage-raised']],
]
const drawings: [string, string[]][] = [
  ['control-line', papers],
  ['focus', papers],
  ['accent', ['accent-wash', 'sunken']],
  ['warn', ['page', 'surface']],
  ['speaking', ['stage', 'stage-raised']],
]

const pairs = (all: [string, string[]][]) =>
  all.flatMap(([ink, on]) => on.map((paper) => [ink, paper] as const))

describe.each([
  ['usual', usual],
  ['more contrast', more],
] as const)('%s', (_, tokens) => {
  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    it.each(pairs(texts))('text: %s on %s', (ink, paper) => {
      expect(contrast(colour(tokens, ink, theme), colour(tokens, paper, theme))).toBeGreaterThanOrEqual(4.5)
    })

    it.each(pairs(drawings))('drawing: %s on %s', (ink, paper) => {
      expect(contrast(colour(tokens, ink, theme), colour(tokens, paper, theme))).toBeGreaterThanOrEqual(3)
    })
  })
})

it('people’s letters can be read on every colour that may be theirs', () => {
  for (let hue = 0; hue < 360; hue += 5) {
    const paper = parseOklch(`oklch(0.88 0.07 ${hue})`)
    const ink = parseOklch(`oklch(0.3 0.09 ${hue})`)
    expect(contrast(ink, paper)).toBeGreaterThanOrEqual(4.5)
  }
})

it('a voice’s lane can be told from what it lies on, whatever its hue, and what is found can be read', () => {
  for (const theme of ['light', 'dark'] as const)
    for (let hue = 0; hue < 360; hue += 5)
      expect(
        contrast(parseOklch(`oklch(0.6 0.135 ${hue})`), colour(usual, 'page', theme)),
      ).toBeGreaterThanOrEqual(3)
  const found = parseOklch('oklch(0.87 0.14 88)')
  expect(contrast(parseOklch('oklch(0.24 0.03 262)'), found)).toBeGreaterThanOrEqual(4.5)
})

it('white on black is 21', () => {
  expect(contrast(parseOklch('oklch(1 0 0)'), parseOklch('oklch(0 0 0)'))).toBeCloseTo(21, 1)
  expect(contrast(parseOklch('oklch(0.5 0 0)'), parseOklch('oklch(0.5 0 0)'))).toBeCloseTo(1, 5)
})
