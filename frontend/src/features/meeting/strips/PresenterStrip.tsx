/** I share a screen: which way, how to change it, and how to stop. My own screen is not shown to me, unless I ask: it would mirror itself. */
import { Eye, EyeOff, FileText, Film, MonitorUp, MonitorX } from 'lucide-react'
import { stopShare } from '../../../call/call'
import { useCall, usePicture } from '../../../call/store'
import { Button } from '../../../ui/Button'
import { useWords } from '../../../words/words'
import { changeShareMode, useShareChoice } from '../controls/sharing'
import { useScreenNumber } from '../stage/screenNumber'
import { showOwnScreens, useView } from '../stage/view'
import { Strip } from './Strip'
import styles from './Strip.module.css'

export function PresenterStrips() {
  const screens = useCall((state) => state.ownScreens)
  return screens.map((id) => <PresenterStrip key={id} id={id} />)
}

function PresenterStrip({ id }: { id: string }) {
  const say = useWords()
  const picture = usePicture(id)
  const number = useScreenNumber(id)
  const mode = useShareChoice((choice) => choice.modes[id] ?? 'text')
  const isShown = useView((view) => view.showsOwnScreens)
  if (!picture) return null
  const isText = mode === 'text'
  const how = say(isText ? 'strips.sharing_text' : 'strips.sharing_motion')
  return (
    <Strip
      icon={MonitorUp}
      kind={picture.mirror ? 'warn' : 'info'}
      actions={
        <>
          <Button
            label={isText ? 'strips.to_motion' : 'strips.to_text'}
            icon={isText ? Film : FileText}
            kind="quiet"
            onPress={() => void changeShareMode(id, isText ? 'motion' : 'text')}
          />
          <Button
            label={isShown ? 'strips.hide_own' : 'strips.show_own'}
            icon={isShown ? EyeOff : Eye}
            kind="quiet"
            onPress={() => showOwnScreens(!isShown)}
          />
          <Button
            label={number ? 'strips.stop_sharing_nth' : 'strips.stop_sharing'}
            values={{ number }}
            icon={MonitorX}
            kind="primary"
            onPress={() => void stopShare(id)}
          />
        </>
      }
    >
      <strong>{number ? say('strips.sharing_nth', { number }) : say('strips.sharing')}</strong>
      {` · ${how}`}
      {picture.withSound && ` · ${say('stage.tile_sound')}`}
      {picture.mirror && <span className={styles.more}>{say('strips.mirror')}</span>}
    </Strip>
  )
}
