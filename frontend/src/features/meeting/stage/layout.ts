/** Where does each tile go? Pure geometry: how many and how much room in, rectangles out. */

export type Size = { width: number; height: number }
export type Rect = Size & { x: number; y: number }

/** Which width-to-height ratios a tile may take. */
export type Shape = { narrowest: number; widest: number }

export const gap = 10

const wide = 16 / 9

/** Cameras are mostly 16:9; down to 4:3 a tile crops a quarter of the picture, at the sides, and faces grow. */
export const roomy: Shape = { narrowest: 4 / 3, widest: wide }
/** Nothing is cropped: the tile has the camera's own shape. */
export const whole: Shape = { narrowest: wide, widest: wide }
/** On an upright phone faces matter more than what is beside them. */
export const upright: Shape = { narrowest: 0.65, widest: 3 / 2 }
/** A shared screen takes all it can get and is shown whole inside it. */
export const any: Shape = { narrowest: 0, widest: Number.POSITIVE_INFINITY }

/** The largest allowed rectangle inside a cell. */
function fitInto(cell: Size, shape: Shape): Size {
  const ratio = Math.min(shape.widest, Math.max(shape.narrowest, cell.width / cell.height))
  const width = Math.min(cell.width, cell.height * ratio)
  return { width, height: Math.min(cell.height, width / ratio) }
}

type Plan = { columns: number; tile: Size }

/** The number of columns that makes the tiles largest. */
function plan(count: number, space: Size, shape: Shape): Plan {
  let best: Plan = { columns: 1, tile: { width: 0, height: 0 } }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const cell = {
      width: (space.width - gap * (columns - 1)) / columns,
      height: (space.height - gap * (rows - 1)) / rows,
    }
    if (cell.width <= 0 || cell.height <= 0) continue
    const tile = fitInto(cell, shape)
    if (tile.width * tile.height > best.tile.width * best.tile.height + 1) best = { columns, tile }
  }
  return best
}

export function tileSize(count: number, space: Size, shape: Shape): Size {
  return plan(count, space, shape).tile
}

/** Equal tiles, centred, a last row that is not full centred too. Whole pixels, so that edges stay sharp. */
export function grid(count: number, space: Size, shape: Shape, at = { x: 0, y: 0 }): Rect[] {
  const { columns, tile } = plan(count, space, shape)
  const rows = Math.ceil(count / columns)
  const top = at.y + (space.height - rows * tile.height - (rows - 1) * gap) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const left = at.x + (space.width - inRow * tile.width - (inRow - 1) * gap) / 2
    return round({
      x: left + (index - row * columns) * (tile.width + gap),
      y: top + row * (tile.height + gap),
      ...tile,
    })
  })
}

/** One under the other, beginning where their neighbour begins when they are shorter than it. */
export function column(count: number, area: Rect, shape: Shape, neighbour?: Rect): Rect[] {
  if (count === 0) return []
  const tile = fitInto({ width: area.width, height: (area.height - gap * (count - 1)) / count }, shape)
  const total = count * tile.height + (count - 1) * gap
  const fits = neighbour && total <= neighbour.height
  const top = fits ? neighbour.y : area.y + (area.height - total) / 2
  return Array.from({ length: count }, (_, index) =>
    round({ x: area.x + (area.width - tile.width) / 2, y: top + index * (tile.height + gap), ...tile }),
  )
}

function round(rect: Rect): Rect {
  return {
    x: Math.round(rect.x),
    y: Math.round(rect.y),
    width: Math.floor(rect.width),
    height: Math.floor(rect.height),
  }
}

/** How a picture sits in its tile: filling it when little is lost, otherwise whole. */
export function fitOf(picture: number, tile: Size, mayLose: number): 'cover' | 'contain' {
  const ratio = tile.width / tile.height
  const lost = 1 - Math.min(picture, ratio) / Math.max(picture, ratio)
  return lost <= mayLose ? 'cover' : 'contain'
}
