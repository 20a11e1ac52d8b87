/** Which colour and which letters stand for somebody who shows no picture? Always the same ones for the same id. */

/** A hue (0–359) from an id: FNV-1a, so that neighbours in a list do not look alike. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % 360
}

/** First letters of the first and the last word: "Amina Diallo" → "AD", "salle-du-budget" → "SB". */
export function initialsOf(name: string): string {
  const words = name.split(/[\s'’_.-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    firstLetter(word ?? ''),
  )
  return letters.join('').toLocaleUpperCase() || '?'
}

function firstLetter(word: string): string {
  return word.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? ''
}
