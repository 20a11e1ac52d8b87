/** One person or one screen on the stage: picture or avatar, name, microphone, hand, line, and a menu. */
import { type ReactNode, useRef } from 'react'
import { useParticipant, usePicture } from '../../../call/store'
import type { Participant } from '../../../call/types'
import { Avatar } from '../../../ui/Avatar'
import { useWords } from '../../../words/words'
import type { Placed } from './arrange'
import { HandBadge, QualityBadge } from './badges'
import { place, useGlide } from './glide'
import { NamePlate } from './NamePlate'
import { ScreenView } from './ScreenView'
import { useScreenNumber } from './screenNumber'
import styles from './Tile.module.css'
import { TileMenu } from './TileMenu'
import { tileName } from './tileName'
import { Video } from './Video'

type TileProps = {
  placed: Placed
  total: number
  hand: number | null
  isPinned: boolean
  /** Holds the stage's one tab stop. */
  isStop: boolean
  onFocus: () => void
}

export function Tile({ placed, total, hand, isPinned, isStop, onFocus }: TileProps) {
  const say = useWords()
  const picture = usePicture(placed.id)
  const participant = useParticipant(picture?.identity ?? '')
  const screen = useScreenNumber(placed.id)
  const element = useRef<HTMLLIElement>(null)
  const { width, height } = placed.rect
  useGlide(element, placed.rect)
  if (!picture || !participant) return null

  const isCamera = picture.kind === 'camera'
  const standing = { place: placed.position, total, hand, isPinned, screen }
  const name = tileName(picture, participant, standing)
    .map((part) => say(part.key, part.values))
    .join(', ')

  return (
    <li
      ref={element}
      className={styles.tile}
      style={{ width, height, transform: place(placed.rect) }}
      data-kind={picture.kind}
      // The lobby's preview glides here.
      data-self-view={(isCamera && picture.isLocal) || undefined}
      data-part={placed.part}
      data-speaking={(isCamera && participant.speaking && participant.microphone === 'on') || undefined}
      data-lost={(isCamera && participant.quality === 'lost') || undefined}
    >
      {isCamera ? (
        <Face participant={participant}>
          {picture.live && (
            <Video
              key={picture.id}
              id={picture.id}
              size={placed.rect}
              mayLose={placed.mayLose}
              isMirrored={picture.mirrored}
            />
          )}
        </Face>
      ) : (
        <ScreenView
          picture={picture}
          participant={participant}
          isMain={placed.part === 'main'}
          size={placed.rect}
        />
      )}
      {isCamera && <NamePlate participant={participant} isPinned={isPinned} />}
      {isCamera && (
        <span className={styles.badges}>
          {hand !== null && <HandBadge place={hand} />}
          <QualityBadge quality={participant.quality} />
        </span>
      )}
      <TileMenu
        picture={picture}
        name={name}
        isPinned={isPinned}
        isStop={isStop}
        onFocus={onFocus}
        tile={element}
      />
    </li>
  )
}

function Face({ participant, children }: { participant: Participant; children: ReactNode }) {
  if (children) return children
  return (
    <span className={styles.avatar}>
      <Avatar name={participant.name} id={participant.identity} size="fill" />
    </span>
  )
}
