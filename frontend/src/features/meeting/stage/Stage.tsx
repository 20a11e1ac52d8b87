/** Everybody and every shared screen, as tiles: a list with one tab stop, arrows between tiles, pages when not all fit. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useCall } from '../../../call/store'
import { useWords } from '../../../words/words'
import { useHands } from '../hands/hands'
import { placeOf } from '../hands/queue'
import { arrange } from './arrange'
import { Pager } from './Pager'
import { follow } from './roving'
import styles from './Stage.module.css'
import { useScene } from './scene'
import { useSwipe } from './swipe'
import { Tile } from './Tile'
import { useSize } from './useSize'
import { countPages, turnPageBy, useView, zoom } from './view'

const zoomKeys: Record<string, 1 | -1 | 0> = { '+': 1, '=': 1, '-': -1, '0': 0 }

export function Stage({ phone, brief }: { phone: boolean; brief: boolean }) {
  const say = useWords()
  const area = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const scene = useScene(useSize(area), { phone, brief })
  const isFrozen = useCall((state) => state.phase === 'reconnecting' || state.phase === 'rejoining')
  const pinned = useView(useShallow((state) => state.pinned))
  const hands = useHands()
  const [stop, setStop] = useState('')

  const key = JSON.stringify(scene)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scene is new each time, its content seldom.
  const arranged = useMemo(() => arrange(scene), [key])
  const { tiles, page, pages, total } = arranged
  const current = tiles.some((tile) => tile.id === stop) ? stop : (tiles[0]?.id ?? '')
  const swipe = useSwipe(turnPageBy)

  useEffect(() => countPages(pages), [pages])

  // The page was turned, or who had the focus has left: it stays on the stage instead of falling on nothing.
  const focused = useRef('')
  useLayoutEffect(() => {
    const isGone = focused.current !== '' && !tiles.some((tile) => tile.id === focused.current)
    if (isGone && document.activeElement === document.body) tileIn(list.current, current)?.focus()
  }, [tiles, current])

  const onKey = (event: KeyboardEvent) => {
    const tile = (event.target as HTMLElement).dataset.tile
    if (!tile || event.altKey || event.ctrlKey || event.metaKey) return
    const next = follow(event.key, tile, tiles)
    if (next) tileIn(list.current, next)?.focus()
    else if (event.key in zoomKeys && scene.screens.includes(tile)) zoom(tile, zoomKeys[event.key] ?? 0)
    else return
    // Before the tile's own menu takes the arrows as a wish to open.
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.stage} data-frozen={isFrozen || undefined}>
      <div ref={area} className={styles.area} {...swipe}>
        <ul
          ref={list}
          aria-label={say('stage.label')}
          className={styles.tiles}
          onKeyDownCapture={onKey}
          // Not heard when the tile itself goes away: that is the case the effect above is for.
          onBlur={() => {
            focused.current = ''
          }}
        >
          {scene.space.width > 0 &&
            tiles.map((placed) => (
              <Tile
                key={placed.id}
                placed={placed}
                total={total}
                hand={placeOf(hands, identityOf(placed.id))}
                isPinned={pinned.includes(placed.id)}
                isStop={placed.id === current}
                onFocus={() => {
                  setStop(placed.id)
                  focused.current = placed.id
                }}
              />
            ))}
        </ul>
      </div>
      {pages > 1 && <Pager page={page} pages={pages} />}
    </div>
  )
}

function tileIn(list: HTMLElement | null, id: string): HTMLElement | null | undefined {
  return list?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(id)}"]`)
}

function identityOf(picture: string): string {
  return picture.slice(0, picture.lastIndexOf('/'))
}
