/** The eight reactions, drawn by us: the same on every system, and never a font away from being a square. */
import type { ReactNode } from 'react'
import type { ReactionKind } from './groups'

const skin = '#f6c453'
const shade = '#e0a02b'
const ink = '#5b3608'

const hand = (
  <>
    <rect x="-5.4" y="-11" width="3" height="13" rx="1.5" />
    <rect x="-2.1" y="-12.5" width="3" height="14" rx="1.5" />
    <rect x="1.2" y="-11.8" width="3" height="14" rx="1.5" />
    <rect x="4.4" y="-9.4" width="2.8" height="12" rx="1.4" />
    <path d="M-5.4 -1h12.6v4.2a6.3 6.3 0 0 1-12.1 2.4l-4.2-6.2a1.6 1.6 0 0 1 2.5-2z" />
  </>
)

const face = <circle cx="16" cy="16" r="13" fill={skin} />

const drawings: Record<ReactionKind, ReactNode> = {
  thumbs_up: (
    <>
      <path
        d="M11.5 14 16 4.2c.3-.7.9-1.2 1.6-1.2 2.2 0 3.6 2 3 4.3L19.3 12h6.3a3 3 0 0 1 2.9 3.8l-2.6 9.5a3.7 3.7 0 0 1-3.6 2.7H11.500z"
        fill={skin}
      />
      <path
        d="M5.5 13.500h4.500a1.5 1.5 0 0 1 1.5 1.500v13H5.500a2.5 2.5 0 0 1-2.5-2.500V16a2.5 2.5 0 0 1 2.5-2.500z"
        fill="#5f8df0"
      />
    </>
  ),
  clap: (
    <>
      <g fill={shade} transform="translate(12.5 20) rotate(-38)">
        {hand}
      </g>
      <g fill={skin} transform="translate(18.5 20.5) rotate(-24)">
        {hand}
      </g>
      <path
        d="M21.5 3.5 20 7M26.5 5.500l-3 3M29.5 10.500l-3.8 1.2"
        stroke="#f6c453"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
    </>
  ),
  heart: (
    <path
      d="M16 28.300C9.5 23.4 3 18.5 3 11.800A7.3 7.3 0 0 1 16 7.300a7.3 7.3 0 0 1 13 4.500c0 6.7-6.5 11.6-13 16.500z"
      fill="#f0616d"
    />
  ),
  laugh: (
    <>
      {face}
      <path
        d="M8.5 13.500q2-3.5 4.5 0M19 13.500q2.5-3.5 4.5 0"
        stroke={ink}
        strokeWidth="1.9"
        strokeLinecap="round"
        fill="none"
      />
      <path d="M8.8 17.500h14.400a7.2 7.2 0 0 1-14.4 0z" fill={ink} />
      <path d="M11.9 23.400a5.5 5.5 0 0 1 8.2 0 7.2 7.2 0 0 1-8.2 0z" fill="#f0616d" />
    </>
  ),
  surprise: (
    <>
      {face}
      <path
        d="M8.3 9.300q2-1.8 4.2-1M23.7 9.300q-2-1.8-4.2-1"
        stroke={ink}
        strokeWidth="1.6"
        strokeLinecap="round"
        fill="none"
      />
      <ellipse cx="11.3" cy="14" rx="1.9" ry="2.4" fill={ink} />
      <ellipse cx="20.7" cy="14" rx="1.9" ry="2.4" fill={ink} />
      <ellipse cx="16" cy="22" rx="3.2" ry="4" fill={ink} />
    </>
  ),
  celebrate: (
    <>
      <path d="M4.2 26.4 10.6 10 22 21.4 5.6 27.800a1.1 1.1 0 0 1-1.4-1.400z" fill="#b58cf0" />
      <path d="M8.1 16.4 15.6 23.900M6.3 21l4.7 4.7" stroke="#8a5bd0" strokeWidth="2" />
      <path
        d="M15 9.500c2.5-1.5 3-4 1.5-6.500M22.5 17c1.5-2.5 4-3 6.5-1.5"
        stroke="#f0616d"
        strokeWidth="2"
        strokeLinecap="round"
        fill="none"
      />
      <path d="M18.5 13.5 25 7" stroke={skin} strokeWidth="2" strokeLinecap="round" />
      <circle cx="22.5" cy="4.5" r="1.6" fill="#5fc99a" />
      <circle cx="27.8" cy="10" r="1.6" fill="#5f8df0" />
      <circle cx="10" cy="5.5" r="1.5" fill={skin} />
      <circle cx="26.5" cy="21.5" r="1.5" fill="#5fc99a" />
    </>
  ),
  thanks: (
    <>
      <path d="M15.7 3.200c-1.6 0-2.4 1-2.7 2.500L11.2 15l-4.4 6 4.7 5.5 4.2-4.500z" fill={skin} />
      <path d="M16.3 3.200c1.6 0 2.4 1 2.7 2.500l1.8 9.3 4.4 6-4.7 5.5-4.2-4.500z" fill={shade} />
      <path d="m6 20.3 6.3 7.2-2.3 2-6-7.200zM26 20.300l-6.3 7.2 2.3 2 6-7.200z" fill="#5f8df0" />
    </>
  ),
  yes: (
    <>
      <circle cx="16" cy="16" r="13" fill="#3fae7c" />
      <path
        d="m9.8 16.6 4.3 4.3 8.3-9.2"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
}

/** Decoration: its name stands beside it or on its button. */
export function Drawing({ kind }: { kind: ReactionKind }) {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden fill="none">
      {drawings[kind]}
    </svg>
  )
}
