/** How is the stage shared between the main picture and the people beside it? Pure. */
import { gap, type Rect, type Size } from './layout'

export type Sharing = {
  /** How many main pictures. */
  main: number
  others: number
  /** Two equal halves. */
  half: boolean
  /** The only main picture is a shared screen. */
  oneScreen: boolean
}

export type Split = { main: Rect; rest: Rect; inColumn: boolean }

const wide = 16 / 9

/** What a shared screen's own tools take above it. */
const screenTools = 48

/** Main pictures on the left and people in a column; upright, main above and people below. */
export function split(space: Size, { main, others, half, oneScreen }: Sharing): Split {
  const { width, height } = space
  const all = { x: 0, y: 0, width, height }
  if (others === 0) return { main: all, rest: { ...all, width: 0, height: 0 }, inColumn: true }
  if (width > height) {
    const spare = width - gap - height * wide * main
    const beside = half ? (width - gap) / 2 : clamp(spare, clamp(width * 0.17, 128, 280), width * 0.34)
    const rest = { x: width - beside, y: 0, width: beside, height }
    return { main: { ...all, width: width - beside - gap }, rest, inColumn: !half }
  }
  const most = height * 0.62
  const wanted = oneScreen ? width / wide + screenTools : most
  const above = half ? (height - gap) / 2 : Math.min(wanted, most)
  const rest = { x: 0, y: above + gap, width, height: height - above - gap }
  return { main: { ...all, height: above }, rest, inColumn: false }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
