/** What a meeting looks like here, drawn: a dark stage, four people, one of whom speaks. Decoration, no text, no file. */
import styles from './Picture.module.css'

const people = [
  { hue: 40, skin: 'oklch(0.8 0.07 62)', coat: 'oklch(0.46 0.09 262)' },
  { hue: 195, skin: 'oklch(0.58 0.08 52)', coat: 'oklch(0.45 0.1 30)' },
  { hue: 320, skin: 'oklch(0.72 0.08 58)', coat: 'oklch(0.5 0.1 75)' },
  { hue: 150, skin: 'oklch(0.84 0.06 66)', coat: 'oklch(0.44 0.09 165)' },
]

export function Picture() {
  return (
    <div className={styles.stage} aria-hidden>
      <div className={styles.tiles}>
        {people.map((person) => (
          <Person key={person.hue} {...person} />
        ))}
      </div>
      <div className={styles.bar}>
        <span />
        <span />
        <span />
        <span />
        <span className={styles.leave} />
      </div>
    </div>
  )
}

function Person({ hue, skin, coat }: (typeof people)[number]) {
  const light = `light-${hue}`
  return (
    <svg className={styles.tile} viewBox="0 0 160 100" preserveAspectRatio="xMidYMax slice">
      <title>{''}</title>
      <radialGradient id={light} cx="0.25" cy="0.1" r="1">
        <stop offset="0" stopColor={`oklch(0.46 0.06 ${hue})`} />
        <stop offset="1" stopColor={`oklch(0.26 0.035 ${hue})`} />
      </radialGradient>
      <rect width="160" height="100" fill={`url(#${light})`} />
      <path d="M36 100c0-25 19-40 44-40s44 15 44 40z" fill={coat} />
      <circle cx="80" cy="43" r="17" fill={skin} />
      <rect x="8" y="84" width="38" height="9" rx="4.5" fill="oklch(0.12 0.01 262 / 0.72)" />
      <rect x="17" y="87.5" width="24" height="2" rx="1" fill="oklch(0.97 0.004 255)" />
      <circle cx="12.5" cy="88.5" r="1.8" fill="oklch(0.97 0.004 255)" />
    </svg>
  )
}
