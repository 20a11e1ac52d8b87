/** Who I am, and how to stop being so here. */
import { Clapperboard, LogOut, UserRound } from 'lucide-react'
import { useLocation } from 'wouter'
import { signOut } from '../api/queries'
import type { User } from '../api/types'
import { openSettings } from '../opened'
import { routes } from '../routes'
import { Avatar } from '../ui/Avatar'
import { MenuButton } from '../ui/Menu'
import { toast } from '../ui/Toast'

export function AccountMenu({ user }: { user: User }) {
  const [, navigate] = useLocation()
  const leave = async () => {
    try {
      const way = await signOut()
      if (way) return location.assign(way)
      navigate(routes.home)
      toast('frame.signed_out', undefined, { kind: 'good' })
    } catch {
      toast('frame.sign_out_failed', undefined, { kind: 'danger' })
    }
  }
  return (
    <MenuButton
      label="frame.account"
      values={{ name: user.name || user.email }}
      face={<Avatar name={user.name || user.email} id={user.email} />}
      isIconOnly
      items={[
        {
          id: 'recordings',
          label: 'frame.recordings',
          icon: Clapperboard,
          onAction: () => navigate(routes.recordings),
        },
        { id: 'profile', label: 'frame.profile', icon: UserRound, onAction: () => openSettings('profile') },
        'line',
        { id: 'sign-out', label: 'frame.sign_out', icon: LogOut, onAction: leave },
      ]}
    />
  )
}
