/** The floating window: whoever speaks or what is shared, and the controls one must not have to look for. */

import { PhoneOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { cameraOf, useCall, useParticipant, usePicture } from '../../../call/store'
import { Avatar } from '../../../ui/Avatar'
import { useWords } from '../../../words/words'
import { Control } from '../controls/Control'
import { DeviceControl } from '../controls/DeviceControl'
import { go } from '../controls/leaving'
import { NamePlate } from '../stage/NamePlate'
import { useShownScreens } from '../stage/scene'
import { useSize } from '../stage/useSize'
import { Video } from '../stage/Video'
import styles from './Floating.module.css'
import { closeFloating, useFloating } from './floating'

export function Floating() {
  const { window: floating } = useFloating()
  // The meeting is over, or drawn elsewhere: so is its small window.
  useEffect(() => closeFloating, [])
  return floating ? createPortal(<Inside />, floating.document.body) : null
}

function Inside() {
  const say = useWords()
  const area = useRef<HTMLDivElement>(null)
  const size = useSize(area)
  const shown = useShown()
  const picture = usePicture(shown)
  const participant = useParticipant(picture?.identity ?? '')
  return (
    <main className={styles.floating} aria-label={say('controls.float_label')}>
      <div ref={area} className={styles.face}>
        {picture && participant && (
          <>
            {picture.live && size.width > 0 ? (
              <Video
                key={picture.id}
                id={picture.id}
                size={size}
                mayLose={picture.kind === 'screen' ? 0 : 0.3}
                isMirrored={picture.mirrored}
              />
            ) : (
              <Avatar name={participant.name} id={participant.identity} size="fill" />
            )}
            <NamePlate participant={participant} isPinned={false} />
          </>
        )}
      </div>
      <div className={styles.controls}>
        <DeviceControl kind="microphone" />
        <DeviceControl kind="camera" />
        <Control kind="leave" label="controls.leave" icon={PhoneOff} onPress={go} />
      </div>
    </main>
  )
}

/** The newest shared screen, else whoever speaks, else somebody, else me. */
function useShown(): string {
  const screen = useShownScreens().at(-1)
  return useCall(({ speaker, order, me }) => {
    const other = speaker ?? order.find((identity) => identity !== me) ?? me
    return screen ?? cameraOf(other)
  })
}
