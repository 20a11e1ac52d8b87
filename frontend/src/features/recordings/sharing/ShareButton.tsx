/** Shares a recording of mine; whoever reads one of somebody else's has no such button. */
import { Share2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Recording } from '../../../api/types'
import { Button } from '../../../ui/Button'

const ShareDialog = lazy(() => import('./ShareDialog'))

export function ShareButton({ recording }: { recording: Recording }) {
  const [isOpen, setOpen] = useState(false)
  if (!recording.is_mine) return null
  return (
    <>
      <Button label="sharing.share" icon={Share2} kind="primary" onPress={() => setOpen(true)} />
      <Suspense>{isOpen && <ShareDialog recording={recording} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
