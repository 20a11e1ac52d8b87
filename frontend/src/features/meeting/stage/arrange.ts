/** Who is on the stage, on which page, and where? From what there is and what I asked for to tiles. Pure. */
import type { Layout } from '../../../preferences'
import {
  any,
  column,
  gap,
  grid,
  type Rect,
  roomy,
  type Shape,
  type Size,
  tileSize,
  upright,
  whole,
} from './layout'
import { pagesOf } from './pages'
import { split } from './split'

export type Scene = {
  layout: Layout
  space: Size
  phone: boolean
  /** The machine or the line is to be spared: fewer pictures at once. */
  sparing: boolean
  /** Camera picture ids in the order people came, mine included unless I hide it. */
  people: string[]
  /** My own camera picture; it stands last on the first page. */
  self: string
  /** Shared screens to show, oldest first. */
  screens: string[]
  /** Which shared screen is in front; null shows them side by side. */
  front: string | null
  /** Camera picture of whoever shares the screen in front. */
  presenter: string | null
  pinned: string[]
  speaker: string | null
  page: number
}

export type Placed = {
  id: string
  rect: Rect
  part: 'main' | 'other'
  /** Which one of all, from 1, counting through the pages. */
  position: number
  /** The share of the picture that may be cropped to fill the tile. */
  mayLose: number
}

export type Arrangement = {
  tiles: Placed[]
  page: number
  pages: number
  perPage: number
  /** How many tiles there are on all pages. */
  total: number
}

/** A quarter: a 16:9 camera in a 4:3 tile. */
const littleLoss = 0.26
const uprightLoss = 0.65
const nothing = 0.02

/** Below this a face is a stamp. */
const smallest = { phone: 100, desk: 150 }

export function arrange(scene: Scene): Arrangement {
  const main = mainOf(scene)
  const others = orderOf(scene, main)
  if (main.length === 0) return gridOf(scene, others)
  return withMain(scene, main, others)
}

function mainOf(scene: Scene): string[] {
  const present = new Set([...scene.people, ...scene.screens])
  const pinned = scene.pinned.filter((id) => present.has(id))
  if (pinned.length > 0) return pinned
  if (scene.layout === 'grid') return []
  if (scene.screens.length > 0) {
    const front = scene.screens.find((id) => id === scene.front)
    return front ? [front] : scene.screens
  }
  const someone = scene.people.filter((id) => id !== scene.self)
  const speaker = someone.find((id) => id === scene.speaker) ?? someone[0]
  if (!speaker) return []
  if (scene.layout === 'speaker' || scene.layout === 'side') return [speaker]
  // Two people: the other one large and whole, myself beside. Upright there is room for both, one above the other.
  return scene.people.length === 2 && scene.space.width > scene.space.height ? [speaker] : []
}

/** The order people came in, whoever shares first, myself last. */
function orderOf(scene: Scene, main: string[]): string[] {
  const rest = scene.people.filter((id) => !main.includes(id) && id !== scene.self)
  const first = rest.filter((id) => id === scene.presenter)
  const ordered = [...first, ...rest.filter((id) => id !== scene.presenter)]
  const screens = scene.screens.filter((id) => !main.includes(id))
  // Screens that were not chosen wait in their tabs, except in a grid, where everything is a tile.
  const shown = scene.layout === 'grid' || scene.pinned.some((id) => main.includes(id)) ? screens : []
  const self = scene.people.includes(scene.self) && !main.includes(scene.self) ? [scene.self] : []
  return [...shown, ...ordered, ...self]
}

type Turned = { ids: string[]; page: number; pages: number; before: number }

function turnTo(scene: Scene, ids: string[], perPage: number): Turned {
  const speaker = scene.layout === 'grid' ? null : scene.speaker
  const pages = pagesOf(ids, perPage, scene.self, speaker)
  const page = Math.min(Math.max(0, scene.page), pages.length - 1)
  const before = pages.slice(0, page).flat().length
  return { ids: pages[page] ?? [], page, pages: pages.length, before }
}

function isUpright(scene: Scene): boolean {
  return scene.phone && scene.space.height > scene.space.width
}

function shapeOf(scene: Scene, count: number): Shape {
  if (isUpright(scene)) return upright
  return count <= 2 ? whole : roomy
}

function lossOf(scene: Scene, count: number): number {
  if (isUpright(scene)) return uprightLoss
  return count <= 2 ? nothing : littleLoss
}

/** As many as stay recognisable, at most 25, 9 to spare the machine, 6 on a phone. */
function mostIn(scene: Scene, space: Size, wished: number): number {
  const most = Math.min(wished, scene.sparing ? 9 : 25, scene.phone ? 6 : 25)
  const narrowest = scene.phone ? smallest.phone : smallest.desk
  for (let count = most; count > 1; count--) {
    if (tileSize(count, space, shapeOf(scene, count)).width >= narrowest) return count
  }
  return 1
}

function gridOf(scene: Scene, ids: string[]): Arrangement {
  const perPage = mostIn(scene, scene.space, ids.length)
  const turned = turnTo(scene, ids, perPage)
  const count = turned.ids.length
  const rects = grid(count, scene.space, shapeOf(scene, count))
  const tiles = place(scene, turned.ids, rects, {
    part: 'other',
    mayLose: lossOf(scene, count),
    before: turned.before,
  })
  return { tiles, page: turned.page, pages: turned.pages, perPage, total: ids.length }
}

type Standing = { part: Placed['part']; mayLose: number; before: number }

function place(scene: Scene, ids: string[], rects: Rect[], { part, mayLose, before }: Standing): Placed[] {
  return ids.map((id, index) => ({
    id,
    rect: rects[index] ?? { x: 0, y: 0, width: 0, height: 0 },
    part,
    position: before + index + 1,
    // A slide is read to its edges.
    mayLose: scene.screens.includes(id) ? 0 : mayLose,
  }))
}

function withMain(scene: Scene, main: string[], others: string[]): Arrangement {
  const hasScreen = main.some((id) => scene.screens.includes(id))
  const parts = split(scene.space, {
    main: main.length,
    others: others.length,
    half: scene.layout === 'side',
    oneScreen: hasScreen && main.length === 1,
  })
  const mainShape = hasScreen ? any : isUpright(scene) ? upright : whole
  const mainRects = grid(main.length, parts.main, mainShape)
  const mainLoss = isUpright(scene) ? uprightLoss : nothing
  const mains = place(scene, main, mainRects, { part: 'main', mayLose: mainLoss, before: 0 })
  const total = main.length + others.length
  if (others.length === 0) return { tiles: mains, page: 0, pages: 1, perPage: 1, total }

  const perPage = parts.inColumn
    ? inColumn(scene, parts.rest, others.length)
    : mostIn(scene, parts.rest, others.length)
  const turned = turnTo(scene, others, perPage)
  const count = turned.ids.length
  const rects = parts.inColumn
    ? column(count, parts.rest, others.length === 1 ? whole : roomy, mainRects[0])
    : grid(count, parts.rest, restShape(scene, others.length), parts.rest)
  const mayLose = lossOf(scene, main.length + others.length)
  const rest = place(scene, turned.ids, rects, {
    part: 'other',
    mayLose,
    before: main.length + turned.before,
  })
  return { tiles: [...mains, ...rest], page: turned.page, pages: turned.pages, perPage, total }
}

/** One beside one: both of the same shape. */
function restShape(scene: Scene, count: number): Shape {
  if (isUpright(scene)) return upright
  return count === 1 ? whole : roomy
}

function inColumn(scene: Scene, rest: Rect, wished: number): number {
  const shortest = rest.width / roomy.widest
  const fitting = Math.floor((rest.height + gap) / (shortest + gap))
  return Math.max(1, Math.min(wished, fitting, scene.sparing ? 9 : 25))
}
