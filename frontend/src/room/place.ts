/** The secret that holds a place at a door: in this tab, so that it outlives a reload and goes with the tab. */

const named = (slug: string) => `visio.place.${slug}`

export function heldPlace(slug: string): string | null {
  return sessionStorage.getItem(named(slug))
}

export function holdPlace(slug: string, secret: string): void {
  sessionStorage.setItem(named(slug), secret)
}

export function letGoOfPlace(slug: string): void {
  sessionStorage.removeItem(named(slug))
}
