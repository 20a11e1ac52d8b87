/** How do others come in? The room's link, and copying it. */
import { useCall } from '../../../call/store'
import { toast } from '../../../ui/toasts'

export function useInvite(): { slug: string; link: string; shown: string; copy: () => Promise<void> } {
  const slug = useCall((state) => state.entry?.room.slug ?? '')
  const link = `${location.origin}/${slug}`
  return { slug, link, shown: link.replace(/^https?:\/\//, ''), copy: () => copyLink(link) }
}

async function copyLink(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link)
    toast('invite.copied', undefined, { kind: 'good' })
  } catch {
    // No clipboard without https, or the person said no: the toast shows the link, to be copied by hand.
    toast('ui.copy_failed', { text: link }, { kind: 'danger' })
  }
}
