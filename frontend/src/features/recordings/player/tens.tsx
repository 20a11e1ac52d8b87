/** Ten seconds back, ten seconds on: an arrow around the number, as players draw it. */
import type { Icon } from '../../../ui/Button'

function Ten({ className, turn }: { className?: string | undefined; turn: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`lucide ${className ?? ''}`}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={turn} />
      <text
        x="12"
        y="15.6"
        textAnchor="middle"
        fontSize="8.5"
        fontWeight="700"
        fill="currentColor"
        stroke="none"
      >
        10
      </text>
    </svg>
  )
}

export const BackTen: Icon = ({ className }) => (
  <Ten className={className} turn="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5" />
)

export const ForwardTen: Icon = ({ className }) => (
  <Ten className={className} turn="M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8M21 3v5h-5" />
)
