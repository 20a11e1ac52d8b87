/** How long ago, the way people say it: "hier", "il y a 3 jours". */

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function ago(iso: string, language: string, now = new Date()): string {
  const then = new Date(iso)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const days = daysBetween(then, now)
  // Yesterday evening is "yesterday" this morning, not "12 hours ago".
  if (days > 0 && days < 7) return format.format(-days, 'day')
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000)
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? ['minute', 60]
  return format.format(-Math.floor(seconds / length), unit)
}

function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return Math.round((midnight(now) - midnight(then)) / 86_400_000)
}
