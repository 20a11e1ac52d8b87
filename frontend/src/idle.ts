/** When has the page nothing better to do? Safari has no requestIdleCallback; a short wait is as good there. */
export function whenIdle(task: () => unknown): () => void {
  if ('requestIdleCallback' in window) {
    const handle = requestIdleCallback(task, { timeout: 2000 })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(task, 300)
  return () => clearTimeout(timer)
}
