/** Somebody, or a room, when there is no picture: letters on a colour of their own. The name is always written beside it. */
import styles from './Avatar.module.css'
import { hueOf, initialsOf } from './hue'

type AvatarProps = {
  name: string
  /** What the colour comes from: stays the same when the name changes. */
  id: string
  /** `fill` grows with the tile that holds it. */
  size?: 'small' | 'normal' | 'large' | 'fill'
}

export function Avatar({ name, id, size = 'normal' }: AvatarProps) {
  return (
    <span
      className={`${styles.avatar} ${size === 'normal' ? '' : styles[size]}`}
      style={{ '--hue': hueOf(id) } as React.CSSProperties}
      // Drawn by the style sheet: letters are a picture here, not words to be said or searched.
      data-letters={initialsOf(name)}
      aria-hidden
    />
  )
}
