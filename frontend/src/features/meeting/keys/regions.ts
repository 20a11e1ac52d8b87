/** F6 goes round the regions of the screen: header, stage, panel, controls. */

const order = ['header', 'stage', 'panel', 'controls'] as const

const reachable =
  'button:not([disabled], [tabindex="-1"]), a[href], input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]'

/** Where the focus goes from `current`, among the regions that are there. */
export function regionAfter(
  present: readonly string[],
  current: string | undefined,
  by: 1 | -1,
): string | undefined {
  const regions: string[] = order.filter((region) => present.includes(region))
  const at = regions.indexOf(current ?? '')
  if (at < 0) return by === 1 ? regions[0] : regions.at(-1)
  return regions[(at + by + regions.length) % regions.length]
}

export function goToRegion(by: 1 | -1): void {
  const present = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const current = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region
  const next = regionAfter(
    present.flatMap(({ dataset }) => dataset.region ?? []),
    current,
    by,
  )
  focusRegion(next)
}

export function focusRegion(name: string | undefined): void {
  const region = document.querySelector(`[data-region="${name}"]`)
  region?.querySelector<HTMLElement>(reachable)?.focus()
}
