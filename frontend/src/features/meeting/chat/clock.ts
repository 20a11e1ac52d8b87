/** What time was it, as this person writes times? */
import { type Language, useLanguage } from '../../../words/words'

/** Making one costs as much as drawing a message: one per language, not one per message. */
const formats = new Map<Language, Intl.DateTimeFormat>()

export function useClock(): (moment: string) => string {
  const language = useLanguage((state) => state.language)
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { timeStyle: 'short' })
  formats.set(language, format)
  return (moment) => format.format(Date.parse(moment))
}
