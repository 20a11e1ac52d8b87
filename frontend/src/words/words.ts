/** What do we say, and in which language? Sentences are ICU messages in <language>/<area>.json, compiled at build time. */
import { setupI18n } from '@lingui/core'
import { create } from 'zustand'
import type enMeeting from './en/meeting.json'
import type enRecordings from './en/recordings.json'
import type enShell from './en/shell.json'
import type enTranscripts from './en/transcripts.json'

/** Every sentence has a key; a control takes its label as one, so a nameless control does not compile. */
export type WordKey =
  | keyof typeof enShell
  | keyof typeof enMeeting
  | keyof typeof enRecordings
  | keyof typeof enTranscripts
export type Values = Record<string, string | number>
export type Language = 'en' | 'fr'
export type Area = 'shell' | 'meeting' | 'recordings' | 'transcripts'

export const languages: Record<Language, string> = { en: 'English', fr: 'Français' }

const catalogues = import.meta.glob<{ default: Record<string, string> }>('./*/*.json')
const i18n = setupI18n()
const remembered = 'visio.language'

export const useLanguage = create<{ language: Language; loaded: number }>(() => ({
  language: preferredLanguage(),
  loaded: 0,
}))

function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(remembered), ...navigator.languages]
  const known = wanted.map((tag) => tag?.slice(0, 2)).find((tag) => tag && tag in languages)
  return (known as Language | undefined) ?? 'en'
}

const areas = new Set<Area>()

/** Loads an area's sentences in the current language; a chunk that needs an area awaits this before it draws. */
export async function loadWords(area: Area): Promise<void> {
  areas.add(area)
  await activate(useLanguage.getState().language)
}

async function activate(language: Language): Promise<void> {
  const loaded = await Promise.all([...areas].map((area) => catalogues[`./${language}/${area}.json`]?.()))
  for (const catalogue of loaded) if (catalogue) i18n.load(language, catalogue.default)
  i18n.activate(language)
  document.documentElement.lang = language
  useLanguage.setState((state) => ({ language, loaded: state.loaded + 1 }))
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(remembered, language)
  await activate(language)
}

export function say(key: WordKey, values?: Values): string {
  return i18n._(key, values)
}

/** `const say = useWords()`: draws again when the language changes. */
export function useWords(): typeof say {
  useLanguage((state) => state.loaded)
  return say
}
