/** What does this person prefer? Kept in this browser only, read by the call, the features and the looks. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Theme = 'system' | 'light' | 'dark'
export type Layout = 'auto' | 'grid' | 'speaker' | 'side'
export type Saver = 'full' | 'economy' | 'audio'
export type CaptionSize = 'small' | 'medium' | 'large' | 'huge'
export type CaptionColours = 'white_on_black' | 'yellow_on_black' | 'black_on_white'
export type CaptionPlace = 'bottom' | 'top'
/** `auto`: whoever writes finds out. */
export type SpokenLanguage = 'auto' | 'fr' | 'en'
export type Verbosity = 'quiet' | 'normal' | 'full'

export type Preferences = {
  theme: Theme
  name: string
  /** Device ids in order of preference; the first one plugged in is used. */
  microphones: string[]
  cameras: string[]
  speakers: string[]
  microphoneOn: boolean
  cameraOn: boolean
  resolution: '720p' | '1080p'
  saver: Saver
  layout: Layout
  hideSelf: boolean
  verbosity: Verbosity
  /** A soft sound when somebody comes, goes or asks to speak. */
  chimes: boolean
  /** Action to key chord, only where it differs from the default; see src/shortcuts.ts. */
  shortcuts: Record<string, string>
  pushToTalk: boolean
  /** Shown to me, where they are on. */
  captions: boolean
  captionSize: CaptionSize
  captionColours: CaptionColours
  captionPlace: CaptionPlace
  /** Read out by the announcer. */
  captionsAloud: boolean
  spokenLanguage: SpokenLanguage
  /** In a transcript: words the machine was unsure of are underlined. */
  showsUnsure: boolean
  /** Beside a recording: lone keys play, go back and on. Dictation would type them, so they can be silenced. */
  playerKeys: boolean
}

export const usePreferences = create<Preferences>()(
  persist(
    (): Preferences => ({
      theme: 'system',
      name: '',
      microphones: [],
      cameras: [],
      speakers: [],
      microphoneOn: true,
      cameraOn: true,
      resolution: '720p',
      saver: 'full',
      layout: 'auto',
      hideSelf: false,
      verbosity: 'normal',
      chimes: true,
      shortcuts: {},
      pushToTalk: true,
      captions: true,
      captionSize: 'medium',
      captionColours: 'white_on_black',
      captionPlace: 'bottom',
      captionsAloud: false,
      spokenLanguage: 'auto',
      showsUnsure: true,
      playerKeys: true,
    }),
    { name: 'visio.preferences', version: 1 },
  ),
)

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change)
}
