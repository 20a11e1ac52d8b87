import { expect, it } from 'vitest'
import { focusRegion, goToRegion, regionAfter } from './regions'

const all = ['header', 'stage', 'panel', 'controls']

it('goes round and back', () => {
  expect(regionAfter(all, 'header', 1)).toBe('stage')
  expect(regionAfter(all, 'controls', 1)).toBe('header')
  expect(regionAfter(all, 'header', -1)).toBe('controls')
})

it('leaves out the panel that is closed', () => {
  expect(regionAfter(['header', 'stage', 'controls'], 'stage', 1)).toBe('controls')
})

it('begins at an end from nowhere', () => {
  expect(regionAfter(all, undefined, 1)).toBe('header')
  expect(regionAfter(all, undefined, -1)).toBe('controls')
})

it('puts the focus on the first thing one can reach', () => {
  document.body.innerHTML = `
    <header data-region="header"><h1 tabindex="-1"></h1><button id="a"></button></header>
    <main data-region="stage"><button tabindex="-1"></button><button id="b"></button></main>`
  focusRegion('header')
  expect(document.activeElement?.id).toBe('a')
  goToRegion(1)
  expect(document.activeElement?.id).toBe('b')
  goToRegion(1)
  expect(document.activeElement?.id).toBe('a')
})
