/** What time is it at the server? This computer's clock may be minutes off; every answer of the server bears its own. */

let aheadMs = 0

/** `Date.now()` as the server would say it, to about a second. */
export function serverNow(): number {
  return Date.now() + aheadMs
}

export function readClock({ headers }: Response): void {
  const told = Date.parse(headers.get('Date') ?? '')
  if (Number.isFinite(told)) aheadMs = told - Date.now()
}
