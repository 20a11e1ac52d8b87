/** A small window that stays on top while I work elsewhere (Document Picture-in-Picture), where the browser has it. */
import { create } from 'zustand'
import { toast } from '../../../ui/toasts'

// Chromium only, not in TypeScript's DOM types.
type FloatingApi = { requestWindow: (size: { width: number; height: number }) => Promise<Window> }

export const useFloating = create<{ isOpen: boolean; window: Window | null }>()(() => ({
  isOpen: false,
  window: null,
}))

function api(): FloatingApi | undefined {
  return (window as { documentPictureInPicture?: FloatingApi }).documentPictureInPicture
}

export function canFloat(): boolean {
  return api() !== undefined
}

/** In a click: browsers allow it only then. */
export async function toggleFloating(): Promise<void> {
  const { window: open } = useFloating.getState()
  if (open) return open.close()
  try {
    const floating = await api()?.requestWindow({ width: 384, height: 300 })
    if (!floating) return
    dress(floating.document)
    // Closed by its own cross, by us, or by another window taking its place.
    floating.addEventListener('pagehide', () => useFloating.setState({ isOpen: false, window: null }), {
      once: true,
    })
    useFloating.setState({ isOpen: true, window: floating })
  } catch (trouble) {
    if (!(trouble instanceof DOMException)) throw trouble
    toast('controls.float_failed', undefined, { kind: 'danger' })
  }
}

export function closeFloating(): void {
  useFloating.getState().window?.close()
}

/** The new document knows nothing of our looks. */
function dress(floating: Document): void {
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    floating.head.append(sheet.cloneNode(true))
  floating.documentElement.lang = document.documentElement.lang
  floating.documentElement.style.colorScheme = 'dark'
  floating.title = document.title
}
