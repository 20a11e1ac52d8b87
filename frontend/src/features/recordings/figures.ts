/** How long, how large, when: as people write it. */

export function lasting(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  return `${hours ? `${hours}:${two((seconds / 60) % 60)}` : Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

/** As one says it: 48 min, 1 h 12, 40 s. */
export function roughly(seconds: number, language: string): string {
  const unit = (name: 'hour' | 'minute' | 'second', number: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(number)
  if (seconds < 60) return unit('second', Math.round(seconds))
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return unit('minute', minutes)
  const rest = minutes % 60
  return [unit('hour', Math.floor(minutes / 60)), rest && unit('minute', rest)].filter(Boolean).join(' ')
}

export function weighing(bytes: number, language: string): string {
  const [unit, size] = bytes < 1e9 ? (['megabyte', 1e6] as const) : (['gigabyte', 1e9] as const)
  const digits = { maximumFractionDigits: bytes / size < 10 ? 1 : 0 }
  return new Intl.NumberFormat(language, { style: 'unit', unit, ...digits }).format(bytes / size)
}

export function on(iso: string, language: string): string {
  return new Date(iso).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' })
}

/** The day alone, with its name. */
export function onDay(iso: string, language: string): string {
  return new Date(iso).toLocaleDateString(language, { dateStyle: 'full' })
}

/** Whole days that are left; the last one counts as one. */
export function daysUntil(iso: string, now = Date.now()): number {
  return Math.max(1, Math.ceil((Date.parse(iso) - now) / 86_400_000))
}
