/** Does a shared screen show this very page, endlessly? */

// Chromium only, not yet in TypeScript's DOM types: a captured tab can be recognised by a mark it set itself.
type MarkedDevices = MediaDevices & {
  setCaptureHandleConfig?: (config: { handle: string; permittedOrigins: string[] }) => void
}
type MarkedTrack = MediaStreamTrack & { getCaptureHandle?: () => { handle?: string } | null }

const mark = crypto.randomUUID()

/** Before sharing: so that we know our own page if it is picked. */
export function markThisPage(): void {
  const devices = navigator.mediaDevices as MarkedDevices
  devices.setCaptureHandleConfig?.({ handle: mark, permittedOrigins: [location.origin] })
}

/** "Share this tab instead": the same capture shows another tab from then on, this one perhaps. */
export function whenSurfaceChanges(track: MediaStreamTrack, tell: () => void): void {
  for (const event of ['configurationchange', 'capturehandlechange']) track.addEventListener(event, tell)
}

/** A whole screen counts too: the meeting is on one of them, and on a laptop it is that one. */
export function showsUs(track: MediaStreamTrack): boolean {
  if (track.getSettings().displaySurface === 'monitor') return true
  return (track as MarkedTrack).getCaptureHandle?.()?.handle === mark
}
