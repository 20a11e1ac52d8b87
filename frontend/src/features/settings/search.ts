/** Which settings does a person mean, by a word of them? */
import type { SettingsPage } from '../../opened'
import { actions, shortcuts } from '../../shortcuts'
import type { WordKey } from '../../words/words'

export type Setting = {
  page: SettingsPage
  /** Its label, and the mark of where it is drawn: see `data-setting` in the pages. */
  label: WordKey
  /** Other words it is known by: its hint, what can be chosen. */
  also?: readonly WordKey[]
}

export const settings: readonly Setting[] = [
  { page: 'profile', label: 'settings.name' },
  {
    page: 'passkeys',
    label: 'settings.passkeys',
    also: ['settings.passkeys_why', 'settings.passkey_add'],
  },
  {
    page: 'sessions',
    label: 'settings.sessions_end',
    also: ['settings.sessions', 'settings.sessions_why'],
  },
  { page: 'devices', label: 'settings.microphone' },
  { page: 'devices', label: 'settings.camera', also: ['settings.see_myself'] },
  { page: 'devices', label: 'settings.speaker', also: ['settings.speaker_test'] },
  {
    page: 'devices',
    label: 'settings.resolution',
    also: ['settings.resolution_720', 'settings.resolution_1080', 'settings.resolution_hint'],
  },
  {
    page: 'devices',
    label: 'settings.saver',
    also: ['settings.saver_full', 'settings.saver_economy', 'settings.saver_audio', 'settings.saver_hint'],
  },
  { page: 'devices', label: 'settings.push_to_talk', also: ['settings.push_to_talk_hint'] },
  { page: 'devices', label: 'settings.hide_self', also: ['settings.hide_self_hint'] },
  {
    page: 'appearance',
    label: 'settings.theme',
    also: ['settings.theme_system', 'settings.theme_light', 'settings.theme_dark'],
  },
  { page: 'appearance', label: 'settings.language', also: ['language.fr', 'language.en'] },
  { page: 'announcements', label: 'settings.chimes', also: ['settings.chimes_hint'] },
  {
    page: 'announcements',
    label: 'settings.verbosity',
    also: [
      'settings.announcements_why',
      'settings.verbosity_quiet',
      'settings.verbosity_normal',
      'settings.verbosity_full',
    ],
  },
  {
    page: 'captions',
    label: 'settings.captions_size',
    also: ['settings.captions', 'settings.captions_small', 'settings.captions_huge'],
  },
  { page: 'captions', label: 'settings.captions_colours', also: ['settings.captions'] },
  { page: 'captions', label: 'settings.captions_place', also: ['settings.captions'] },
  {
    page: 'captions',
    label: 'settings.spoken_language',
    also: ['settings.spoken_language_why', 'language.fr', 'language.en'],
  },
  { page: 'captions', label: 'settings.captions_aloud', also: ['settings.captions_aloud_hint'] },
  ...actions.map(
    (action): Setting => ({
      page: 'shortcuts',
      label: shortcuts[action].label,
      also: ['settings.shortcuts'],
    }),
  ),
]

/** Those with every wanted word somewhere in theirs; those that have it in their label first. */
export function settingsFor(wanted: string, say: (key: WordKey) => string): Setting[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const has = (text: string) => words.every((word) => plain(text).includes(word))
  const inLabel = settings.filter(({ label }) => has(say(label)))
  const elsewhere = settings.filter(
    (setting) =>
      !inLabel.includes(setting) && has([setting.label, ...(setting.also ?? [])].map(say).join(' ')),
  )
  return [...inLabel, ...elsewhere]
}

/** « camera » finds « Caméra ». */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
