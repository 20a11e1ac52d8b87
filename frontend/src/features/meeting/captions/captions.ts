/** What can be done with captions: on and off for everybody, shown or not to me, and which language I speak. */
import { announce } from '../../../call/announcer'
import { prefer, usePreferences } from '../../../preferences'
import { toast } from '../../../ui/toasts'
import { askMeeting, useHappenings } from '../happenings'
import { mayNow } from '../moderation/powers'
import { toastTrouble } from '../trouble'

/** For everybody inside; only who hosts is let. */
export async function switchCaptions(on: boolean): Promise<void> {
  try {
    await askMeeting('PUT', '/captions', { on })
    toast(on ? 'captions.you_switched_on' : 'captions.you_switched_off', undefined, { kind: 'good' })
    if (on) prefer({ captions: true })
  } catch (trouble) {
    toastTrouble(trouble, 'captions.failed')
  }
}

/** By the control or its key: mine to show or hide where they are on, and a host's to switch on where they are not. */
export function pressCaptions(): void {
  const isOn = useHappenings.getState().captions
  if (!isOn && mayNow('captions')) return void switchCaptions(true)
  if (!isOn) return void announce('asked', 'captions.off')
  const { captions } = usePreferences.getState()
  prefer({ captions: !captions })
  announce('own', captions ? 'captions.hidden' : 'captions.shown')
}

/** Told again at each connection: LiveKit forgets it with the connection, and our server keeps nothing of it. */
export async function tellLanguage(): Promise<void> {
  const { spokenLanguage: language } = usePreferences.getState()
  try {
    await askMeeting('PUT', '/language', { language })
  } catch {
    // The captioner finds out by itself, as it does for those who chose nothing.
  }
}
