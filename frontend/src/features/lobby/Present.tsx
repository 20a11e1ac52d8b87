/** Who is inside already, so that nobody enters a room blindly. */
import { Avatar } from '../../ui/Avatar'
import { useLanguage, useWords } from '../../words/words'
import styles from './Present.module.css'
import { present } from './present-names'

const faces = 3

export function Present({ people }: { people: { name: string }[] }) {
  const say = useWords()
  const language = useLanguage((state) => state.language)
  const names = people.map(({ name }) => name)
  const sentence =
    names.length === 0
      ? say('lobby.present.nobody')
      : say('lobby.present', {
          count: names.length,
          names: present(names, language, (count) => say('lobby.present.others', { count })),
        })
  return (
    <div className={styles.present}>
      {names.length > 0 && (
        <div className={styles.faces}>
          {names.slice(0, faces).map((name, index) => (
            <Avatar key={`${name} ${namesakesBefore(names, index)}`} name={name} id={name} />
          ))}
        </div>
      )}
      <p role="status">{sentence}</p>
    </div>
  )
}

/** Two people may have the same name, and before one is inside nothing else tells them apart. */
function namesakesBefore(names: string[], index: number): number {
  return names.slice(0, index).filter((name) => name === names[index]).length
}
