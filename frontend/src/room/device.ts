/** What kind of device is this? Kept with the presence, and shown as a drawing beside the name. */

export type DeviceKind = 'desktop' | 'phone' | 'tablet'

/** An iPad says it is a Mac, but no Mac has a touch screen; Android says "Mobile" on phones only. */
export function deviceOf(userAgent: string, touchPoints: number): DeviceKind {
  if (/iPad|Tablet/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'tablet'
  if (/iPhone|iPod/.test(userAgent)) return 'phone'
  if (/Android/.test(userAgent)) return /Mobile/.test(userAgent) ? 'phone' : 'tablet'
  return 'desktop'
}
