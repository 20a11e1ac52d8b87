/** What each shortcut of the meeting does. */
import { announce, repeatLast } from '../../../call/announcer'
import { nameOf, useCall } from '../../../call/store'
import { say, useLanguage } from '../../../words/words'
import { pressCaptions } from '../captions/captions'
import { toggleDevice } from '../controls/DeviceControl'
import { askToLeave } from '../controls/leaving'
import { canShare } from '../controls/sharing'
import { admitFirst } from '../door/door'
import { toggleHand } from '../hands/hands'
import { togglePanel } from '../panel'
import { toggleFullScreen } from '../stage/fullScreen'
import { turnPageBy } from '../stage/view'
import { pressControl } from './pressing'
import { focusRegion, goToRegion } from './regions'
import type { Deeds } from './useShortcuts'

export function deedsWith(openHelp: () => void): Deeds {
  return {
    microphone: () => toggleDevice('microphone'),
    camera: () => toggleDevice('camera'),
    hand: toggleHand,
    reactions: () => pressControl('reactions'),
    chat: () => togglePanel('chat'),
    people: () => togglePanel('people'),
    admit: admitFirst,
    captions: pressCaptions,
    share: () => canShare() && pressControl('share'),
    full_screen: () => void toggleFullScreen(),
    next_page: () => turnPageBy(1),
    previous_page: () => turnPageBy(-1),
    next_region: () => goToRegion(1),
    previous_region: () => goToRegion(-1),
    toolbar: () => focusRegion('controls'),
    who_speaks: sayWhoSpeaks,
    repeat_last: repeatLast,
    clock: sayTime,
    leave: () => askToLeave(true),
    help: openHelp,
  }
}

function sayWhoSpeaks(): void {
  const { participants, order, me } = useCall.getState()
  const names = order.filter((identity) => identity !== me && participants[identity]?.speaking).map(nameOf)
  if (names.length === 0) announce('asked', 'meeting.nobody_speaks')
  else announce('asked', 'meeting.speaks', { names: list(names), count: names.length })
}

function sayTime(): void {
  const { since } = useCall.getState()
  const { language } = useLanguage.getState()
  const time = new Date().toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' })
  const minutes = since === null ? 0 : Math.floor((Date.now() - since) / 60_000)
  announce('asked', 'meeting.time', { time, minutes })
}

function list(names: string[]): string {
  return new Intl.ListFormat(useLanguage.getState().language).format(
    names.map((name) => name || say('stage.guest')),
  )
}
