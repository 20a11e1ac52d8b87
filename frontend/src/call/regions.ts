/** Where does a screen reader hear us? Two live regions, in the page before there is anything to say. */

export type Politeness = 'polite' | 'assertive'

const regions = new Map<Politeness, HTMLElement>()

export function openRegions(): void {
  for (const politeness of ['polite', 'assertive'] as const) region(politeness)
}

export function speakIn(politeness: Politeness, text: string): void {
  const heard = region(politeness)
  // The same words twice in a row are only heard twice when the text changes in between: a no-break space does it.
  heard.textContent = heard.textContent === text ? `${text}\u00a0` : text
}

function region(politeness: Politeness): HTMLElement {
  const known = regions.get(politeness)
  if (known?.isConnected) return known
  const made = document.createElement('div')
  made.setAttribute('aria-live', politeness)
  made.setAttribute('role', politeness === 'assertive' ? 'alert' : 'status')
  made.setAttribute('aria-atomic', 'true')
  // React Aria hides everything behind a dialog from screen readers except what carries this mark.
  made.dataset.liveAnnouncer = 'true'
  made.dataset.announcer = politeness
  // Out of sight for eyes only; set here because the regions live outside every stylesheet's features.
  Object.assign(made.style, {
    position: 'fixed',
    inlineSize: '1px',
    blockSize: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  })
  document.body.append(made)
  regions.set(politeness, made)
  return made
}
