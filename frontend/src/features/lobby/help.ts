/** Which browser is this, and how does one allow the camera and the microphone there? */
import type { WordKey } from '../../words/words'

export type Browser = 'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android'

export const steps: Record<Browser, WordKey[]> = {
  chrome: ['lobby.help.chrome.open', 'lobby.help.chrome.allow', 'lobby.help.back'],
  edge: ['lobby.help.edge.open', 'lobby.help.edge.allow', 'lobby.help.back'],
  firefox: ['lobby.help.firefox.open', 'lobby.help.firefox.allow', 'lobby.help.retry'],
  safari: ['lobby.help.safari.open', 'lobby.help.safari.allow', 'lobby.help.reload'],
  ios: ['lobby.help.ios.open', 'lobby.help.ios.allow', 'lobby.help.ios.system', 'lobby.help.reload'],
  android: [
    'lobby.help.android.open',
    'lobby.help.android.allow',
    'lobby.help.android.system',
    'lobby.help.back',
  ],
}

/** By the device first: on a phone every browser asks the system. An iPad says it is a Mac, but no Mac has a touch screen. */
export function browserOf(userAgent: string, touchPoints: number): Browser {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'ios'
  if (/Android/.test(userAgent)) return 'android'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Edg\//.test(userAgent)) return 'edge'
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome'
  return /Safari\//.test(userAgent) ? 'safari' : 'chrome'
}
