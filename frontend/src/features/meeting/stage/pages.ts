/** Which tiles are on which page, when not all fit? Pure. */

/** Cuts into pages. I stay on the first; so does whoever speaks, in its last place but mine, unless order must not move. */
export function pagesOf(ids: string[], perPage: number, self: string, speaker: string | null): string[][] {
  if (ids.length <= perPage) return [ids]
  const hasSelf = ids.includes(self)
  const others = ids.filter((id) => id !== self)
  const room = hasSelf ? Math.max(1, perPage - 1) : perPage
  if (speaker && others.indexOf(speaker) >= room) {
    others.splice(others.indexOf(speaker), 1)
    others.splice(room - 1, 0, speaker)
  }
  const first = others.splice(0, room)
  const pages = [hasSelf && perPage > 1 ? [...first, self] : first]
  if (hasSelf && perPage === 1) others.push(self)
  while (others.length > 0) pages.push(others.splice(0, perPage))
  return pages
}
