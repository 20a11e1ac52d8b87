/** Who is listed, and in which order? */

export type Listed = { identity: string; name: string; isLocal: boolean }

/** Me first, then by name as the person's language sorts names. Raised hands stand above, in their own order. */
export function listed(people: Listed[], wanted: string, language: string): Listed[] {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true })
  return people
    .filter((person) => matches(person.name, wanted))
    .sort(
      (one, other) =>
        Number(other.isLocal) - Number(one.isLocal) ||
        collator.compare(one.name, other.name) ||
        // Two people of one name never change places.
        (one.identity < other.identity ? -1 : 1),
    )
}

/** « benoit » finds « Benoît », « diallo am » finds « Amina Diallo ». */
export function matches(name: string, wanted: string): boolean {
  const words = plain(name)
  return plain(wanted)
    .split(/\s+/)
    .every((part) => words.includes(part))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim()
}
