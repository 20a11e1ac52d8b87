/** How do things move that a script moves? As those that CSS moves (`--calm`, `--ease`), and not at all where none is wanted. */
export const calmMs = 220
export const ease = 'cubic-bezier(0.2, 0.7, 0.2, 1)'

export function wantsNoMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
