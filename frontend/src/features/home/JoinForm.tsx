/** Any link, code or name, pasted as it came, leads to its room. */
import { Link2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { toRoom } from '../../routes'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import { useWords } from '../../words/words'
import { type Address, readAddress } from './address'
import styles from './JoinForm.module.css'

/** `isMain`: joining is the thing to do next on this page. */
export function JoinForm({ isMain = false }: { isMain?: boolean }) {
  const say = useWords()
  const [, navigate] = useLocation()
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState<Exclude<Address, { is: 'room' }>>()

  const join = (event: FormEvent) => {
    event.preventDefault()
    const address = readAddress(pasted)
    if (address.is === 'room') navigate(toRoom(address.slug))
    else setProblem(address)
  }
  const error =
    problem?.is === 'elsewhere'
      ? say('home.join_elsewhere', { host: problem.host })
      : problem && say(problem.is === 'empty' ? 'home.join_empty' : 'home.join_unreadable')

  return (
    <form onSubmit={join} className={styles.form} noValidate>
      <TextField
        label="home.join_label"
        isLabelUnseen
        placeholder="home.join_placeholder"
        icon={Link2}
        value={pasted}
        onChange={(text) => {
          setPasted(text)
          setProblem(undefined)
        }}
        error={error}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        inputMode="text"
        enterKeyHint="go"
        maxLength={4000}
        after={
          <span className={styles.go}>
            <Button label="home.join" kind={isMain ? 'primary' : 'plain'} type="submit" />
          </span>
        }
      />
    </form>
  )
}
