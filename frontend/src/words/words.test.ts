import { expect, it } from 'vitest'
import { loadWords, say, speak, useLanguage } from './words'

it('says a sentence in the language that is spoken, with its values', async () => {
  await loadWords('shell')
  await speak('fr')
  expect(say('home.hello', { name: 'Amina' })).toBe('Bonjour Amina.')
  await speak('en')
  expect(say('home.hello', { name: 'Amina' })).toBe('Hello Amina.')
})

it('remembers the language, and tells the browser', async () => {
  await speak('fr')
  expect(localStorage.getItem('visio.language')).toBe('fr')
  expect(document.documentElement.lang).toBe('fr')
  expect(useLanguage.getState().language).toBe('fr')
})

it('counts as the language does', async () => {
  await speak('fr')
  expect(say('lobby.present', { count: 1, names: 'Jean' })).toBe('Jean est là')
  expect(say('lobby.present', { count: 2, names: 'Jean et Lucie' })).toBe('Jean et Lucie sont là')
})
