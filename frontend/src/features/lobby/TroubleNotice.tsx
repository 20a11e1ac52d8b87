/** A device that does not open: what happened, why, and the one thing to do. Entering never depends on it. */
import { RotateCw } from 'lucide-react'
import { type CaptureKind, chooseDevice, type DeviceTrouble, useDevices } from '../../call/devices'
import { retryPreview, usePreview } from '../../call/preview'
import { usePreferences } from '../../preferences'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords, type WordKey } from '../../words/words'
import { browserOf, steps } from './help'
import styles from './TroubleNotice.module.css'

type What = CaptureKind | 'both'
type Found = { what: What; trouble: DeviceTrouble }

const titles: Record<DeviceTrouble, WordKey> = {
  denied: 'lobby.trouble.denied',
  none: 'lobby.trouble.none',
  busy: 'lobby.trouble.busy',
  insecure: 'lobby.trouble.insecure',
  other: 'lobby.trouble.other',
}
const ways: Record<Exclude<DeviceTrouble, 'denied'>, WordKey> = {
  none: 'lobby.trouble.none.way',
  busy: 'lobby.trouble.busy.way',
  insecure: 'lobby.trouble.insecure.way',
  other: 'lobby.trouble.other.way',
}

export function TroubleNotices() {
  const { camera, microphone } = usePreview((state) => state.trouble)
  const isSame = camera !== undefined && camera === microphone
  const titleOf = useTitles()
  const found: Found[] = isSame
    ? [{ what: 'both', trouble: camera }]
    : [
        ...(microphone ? [{ what: 'microphone', trouble: microphone } as const] : []),
        ...(camera ? [{ what: 'camera', trouble: camera } as const] : []),
      ]
  return (
    <>
      {/* Said when it comes; the way out is read when one gets there. */}
      <p role="status" className="unseen">
        {found.map(titleOf).join('. ')}
      </p>
      {found.map((one) => (
        <TroubleNotice key={one.what} {...one} title={titleOf(one)} />
      ))}
    </>
  )
}

function TroubleNotice({ what, trouble, title }: Found & { title: string }) {
  const say = useWords()
  return (
    <Notice kind="warn">
      <div className={styles.notice}>
        <h2>{title}</h2>
        {trouble === 'denied' ? <Steps /> : <p>{say(ways[trouble], { what })}</p>}
        {(trouble === 'denied' || trouble === 'busy' || trouble === 'other') && (
          <Button
            label={trouble === 'denied' ? 'lobby.trouble.ask_again' : 'lobby.trouble.retry'}
            icon={RotateCw}
            onPress={() => void retryPreview()}
          />
        )}
        <p className={styles.anyway}>{say('lobby.trouble.anyway')}</p>
      </div>
    </Notice>
  )
}

/** Open where there is room; on a phone it would push the way in out of sight. */
function Steps() {
  const say = useWords()
  const browser = browserOf(navigator.userAgent, navigator.maxTouchPoints)
  return (
    <details className={styles.help} open={matchMedia('(width >= 48rem)').matches}>
      <summary>{say('lobby.help')}</summary>
      <ol>
        {steps[browser].map((step) => (
          <li key={step}>{say(step)}</li>
        ))}
      </ol>
      <p>{say('lobby.help.system')}</p>
    </details>
  )
}

/** A busy device is named, where we know which one was tried. */
function useTitles(): (found: Found) => string {
  const say = useWords()
  const devices = useDevices()
  const { cameras, microphones } = usePreferences()
  const nameOf = (what: CaptureKind) => {
    const chosen = chooseDevice(devices[what], what === 'camera' ? cameras : microphones)
    const tried = devices[what].find(({ id }) => id === chosen) ?? devices[what][0]
    return tried?.label ?? ''
  }
  return ({ what, trouble }) => {
    const device = trouble === 'busy' && what !== 'both' ? nameOf(what) : ''
    return say(titles[trouble], { what: device ? 'named' : what, device })
  }
}
