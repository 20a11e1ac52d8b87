/** The meeting, as one sees it: header, what needs an answer, the stage, a panel beside it, and the controls. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { firstFace } from '../../call/call'
import { useCall } from '../../call/store'
import { keepFocus, openerNow } from '../../focus'
import { openSettings } from '../../opened'
import { useWords } from '../../words/words'
import { Captions } from './captions/Captions'
import { useCaptioning } from './captions/useCaptioning'
import { ControlBar } from './controls/ControlBar'
import { askToLeave } from './controls/leaving'
import { forgetSharing } from './controls/sharing'
import { startDoor, stopDoor } from './door/door'
import { startHappenings, stopHappenings } from './happenings'
import { Header } from './header/Header'
import { InviteCard } from './invite/InviteCard'
import { deedsWith } from './keys/deeds'
import { useShortcuts } from './keys/useShortcuts'
import { LineBar } from './line/LineBar'
import { SaidLog } from './log/SaidLog'
import styles from './Meeting.module.css'
import { useWindow } from './media'
import { useSharedMicrophone } from './microphone/shared'
import { PowersDialog } from './moderation/PowersDialog'
import { useAdmits, useMay } from './moderation/powers'
import { Questions } from './moderation/Questions'
import { Panel } from './Panel'
import { usePanel } from './panel'
import { Floating } from './pip/Floating'
import { Recording } from './recording/Recording'
import { ShortcutList } from './ShortcutList'
import { Stage } from './stage/Stage'
import { forgetView } from './stage/view'
import { Strips } from './strips/Strips'
import { useDarkness } from './useDarkness'
import { useStaying } from './useStaying'
import { useTitle } from './useTitle'
import { useWakeLock } from './useWakeLock'

export type MeetingProps = {
  /** Until then it is made ready out of sight and out of reach: nothing is asked, no key is heard. */
  isShown: boolean
}

export default function Meeting({ isShown }: MeetingProps) {
  const say = useWords()
  const phone = useWindow('phone')
  const lying = useWindow('lying')
  const mayInvite = useMay('invite')
  const isAlone = useCall(({ order, phase }) => order.length === 1 && phase === 'connected')
  const hasPanel = usePanel((state) => state.open !== null)
  const help = useDialog()
  const log = useDialog()
  const powers = useDialog()
  const deeds = useMemo(() => deedsWith(help.open), [help.open])

  useShortcuts(deeds, isShown)
  useFollowing(isShown)
  useTitle(isShown)
  useWakeLock(isShown)
  useStaying(isShown)
  useDarkness(isShown)
  useCaptioning(isShown)
  useSharedMicrophone(isShown)

  return (
    <div
      className={styles.meeting}
      inert={!isShown}
      data-phone={phone || undefined}
      data-lying={lying || undefined}
      data-panel={hasPanel || undefined}
    >
      <Header phone={phone} />
      <main className={styles.main} data-region="stage" aria-label={say('meeting.main')}>
        <LineBar />
        <Strips onSettings={() => openSettings('devices')} />
        <div className={styles.people} data-alone={isAlone || undefined}>
          <Stage phone={phone} brief={phone && hasPanel} />
          {isAlone && !hasPanel && mayInvite && <InviteCard />}
        </div>
        <Captions />
      </main>
      <Panel />
      <section className={styles.controls} aria-label={say('controls.label')}>
        <ControlBar
          phone={phone}
          upright={lying}
          onSettings={openSettings}
          onShortcuts={help.open}
          onLog={log.open}
          onPowers={powers.open}
        />
      </section>
      <Floating />
      <Recording isShown={isShown} />
      <SaidLog isOpen={log.isOpen} onOpenChange={log.change} />
      <PowersDialog isOpen={powers.isOpen} onOpenChange={powers.change} />
      <Questions />
      <ShortcutList
        isOpen={help.isOpen}
        onOpenChange={help.change}
        onChange={() => openSettings('shortcuts')}
      />
    </div>
  )
}

/** Opened by keys or from a menu; the focus goes back to where it was, or to the menu's button. */
function useDialog() {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLElement | null>(null)
  const open = useCallback(() => {
    opener.current = openerNow()
    setOpen(true)
  }, [])
  const change = (isOpen: boolean) => {
    setOpen(isOpen)
    if (!isOpen) keepFocus(opener.current)
  }
  return { isOpen, open, change }
}

/** The server's news for as long as we are here; with a new ticket they go on where they were. */
function useFollowing(isShown: boolean): void {
  const entry = useCall((state) => state.entry)
  useEffect(() => {
    if (!isShown || !entry) return
    startHappenings(entry, firstFace())
  }, [isShown, entry])
  const admits = useAdmits()
  useEffect(() => {
    if (!isShown || !entry || !admits) return
    startDoor(entry)
    return stopDoor
  }, [isShown, entry, admits])
  useEffect(() => {
    if (!isShown) return
    return () => {
      stopHappenings()
      forgetView()
      usePanel.setState({ open: null })
      askToLeave(false)
      forgetSharing()
    }
  }, [isShown])
}
