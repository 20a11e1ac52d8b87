/** How do we call those who are inside? By first name, as one would at the door. */

const shown = 3

/** Up to three names as people say them; beyond that, two and how many others. */
export function present(names: string[], language: string, others: (count: number) => string): string {
  const called = names.map((name) => callName(name, names))
  const said = called.length > shown ? [...called.slice(0, 2), others(called.length - 2)] : called
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(said)
}

/** The first name, or the whole name when two people share it. */
function callName(name: string, all: string[]): string {
  const first = firstName(name)
  return all.filter((other) => firstName(other) === first).length > 1 ? name : first
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}
