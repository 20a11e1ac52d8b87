/** With whom it is shared now: what each may do, until when, and a way to end it. */
import { Building2, Link2, UserRound, X } from 'lucide-react'
import { useRef } from 'react'
import { useShareWith, useUnshare } from '../../../api/sharing'
import type { Share } from '../../../api/types'
import { Choice } from '../../../ui/Choice'
import { IconButton } from '../../../ui/IconButton'
import { toast } from '../../../ui/Toast'
import { useLanguage, useWords } from '../../../words/words'
import { on } from '../figures'
import styles from './ShareDialog.module.css'
import { tellRefusal, told } from './telling'

const signs = { person: UserRound, organisation: Building2, link: Link2 }

export function SharedList({ recording, shares }: { recording: string; shares: Share[] }) {
  const say = useWords()
  const list = useRef<HTMLUListElement>(null)
  // Its button goes with it: the focus stays in the list.
  const onGone = () => list.current?.focus()
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
    <ul role="list" ref={list} className={styles.list} aria-labelledby="shared-with" tabIndex={-1}>
      {shares.length === 0 && <li className={styles.hint}>{say('sharing.nobody')}</li>}
      {shares.map((share) => (
        <Shared key={share.id} recording={recording} share={share} onGone={onGone} />
      ))}
    </ul>
  )
}

type SharedProps = { recording: string; share: Share; onGone: () => void }

function Shared({ recording, share, onGone }: SharedProps) {
  const say = useWords()
  const name = useNameOf(share)
  const language = useLanguage((state) => state.language)
  const end = useUnshare(recording)
  const remove = () =>
    end.mutate(share.id, {
      onSuccess: () => {
        onGone()
        toast('sharing.removed', { name }, { kind: 'good' })
      },
      onError: tellRefusal,
    })
  const Sign = signs[share.kind]
  return (
    <li className={styles.shared}>
      <Sign aria-hidden />
      <div className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        {share.expires_at && (
          <span className={styles.hint}>
            {say('sharing.until', { when: day(share.expires_at, language) })}
          </span>
        )}
      </div>
      <IconButton
        label="sharing.remove"
        values={{ name }}
        icon={X}
        onPress={remove}
        isDisabled={end.isPending}
      />
      {share.kind !== 'link' && (
        <div className={styles.may}>
          <May recording={recording} share={share} name={name} />
        </div>
      )}
    </li>
  )
}

function May({ recording, share, name }: { recording: string; share: Share; name: string }) {
  const say = useWords()
  const sharing = useShareWith(recording)
  const change = (may: 'watch' | 'change') => {
    const may_change = may === 'change'
    const wish =
      share.kind === 'person'
        ? { email: share.email, may_change }
        : { organisation: true as const, may_change }
    sharing.mutate(wish, told(name))
  }
  return (
    <Choice
      label="sharing.may"
      values={{ name }}
      isLabelUnseen
      value={share.may_change ? 'change' : 'watch'}
      onChange={change}
      options={[
        { id: 'watch', label: say('sharing.may_watch') },
        { id: 'change', label: say('sharing.may_change') },
      ]}
    />
  )
}

function useNameOf({ kind, email, organisation, made_at }: Share): string {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  if (kind === 'person') return email
  return kind === 'organisation'
    ? say('sharing.organisation', { organisation })
    : say('sharing.link_made', { when: on(made_at, language) })
}

function day(iso: string, language: string): string {
  return new Date(iso).toLocaleDateString(language, { dateStyle: 'long' })
}
