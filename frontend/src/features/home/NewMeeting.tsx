/** One press: a room of mine is made and we are at its door, link in hand. */
import { Video } from 'lucide-react'
import { useLocation } from 'wouter'
import { wordsOf } from '../../api/access'
import { Refusal } from '../../api/client'
import { useCreateRoom, useServerPreferences } from '../../api/queries'
import { toRoom } from '../../routes'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useWords } from '../../words/words'
import styles from './NewMeeting.module.css'

export function NewMeeting() {
  const say = useWords()
  const [, navigate] = useLocation()
  const creation = useCreateRoom()
  const preferences = useServerPreferences(true).data
  const access = preferences && (preferences.default_access || preferences.usual_access)
  const start = () => creation.mutate({}, { onSuccess: (room) => navigate(toRoom(room.slug)) })
  return (
    <>
      <Button
        label="home.new_meeting"
        icon={Video}
        kind="primary"
        size="large"
        wide
        isPending={creation.isPending}
        onPress={start}
      />
      <p className={styles.door}>{access && say(wordsOf(access).hint)}</p>
      {creation.error && (
        <Notice kind="danger" role="alert">
          {creation.error instanceof Refusal ? creation.error.message : say('home.new_meeting_failed')}
        </Notice>
      )}
    </>
  )
}
