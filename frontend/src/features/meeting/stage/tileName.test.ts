import { expect, it } from 'vitest'
import type { Participant, Picture } from '../../../call/types'
import { tileName } from './tileName'

const amina: Participant = {
  identity: 'p-1',
  name: 'Amina Diallo',
  isLocal: false,
  role: 'participant',
  verified: true,
  organisation: '',
  lookalike: false,
  sharesMicrophone: false,
  microphone: 'muted',
  camera: 'on',
  speaking: false,
  quality: 'good',
  joinedAt: 0,
}
const camera: Picture = {
  id: 'p-1/camera',
  identity: 'p-1',
  kind: 'camera',
  isLocal: false,
  withSound: false,
  mirror: false,
  mirrored: false,
  live: true,
}
const third = { place: 3, total: 24, hand: null, isPinned: false, screen: 0 }
const keys = (...given: Parameters<typeof tileName>) => tileName(...given).map((part) => part.key)

it('says who, which of how many, and what cannot be heard', () => {
  expect(tileName(camera, amina, { ...third, hand: 2 })).toEqual([
    { key: 'stage.tile_name', values: { name: 'Amina Diallo' } },
    { key: 'stage.tile_place', values: { place: 3, total: 24 } },
    { key: 'stage.tile_muted' },
    { key: 'stage.tile_hand', values: { place: 2 } },
  ])
})

it('does not change while somebody speaks', () => {
  expect(keys(camera, { ...amina, speaking: true }, third)).toEqual(keys(camera, amina, third))
})

it('says what is out of the ordinary only', () => {
  const quiet = { ...amina, microphone: 'on' as const }
  expect(keys(camera, quiet, third)).toEqual(['stage.tile_name', 'stage.tile_place'])
  const lost = { ...quiet, role: 'guest' as const, camera: 'off' as const, quality: 'lost' as const }
  expect(keys(camera, lost, { ...third, isPinned: true })).toEqual([
    'stage.tile_name',
    'stage.tile_place',
    'stage.guest',
    'stage.tile_no_camera',
    'stage.tile_lost',
    'stage.tile_pinned',
  ])
})

it('names a screen by whose it is', () => {
  const screen = { ...camera, kind: 'screen' as const, withSound: true }
  expect(keys(screen, amina, third)).toEqual(['stage.screen_of', 'stage.tile_place', 'stage.tile_sound'])
  expect(keys(screen, { ...amina, isLocal: true }, third)[0]).toBe('stage.screen_mine')
  expect(keys(screen, amina, { ...third, screen: 2 })[0]).toBe('stage.screen_of_nth')
  expect(keys(screen, { ...amina, isLocal: true }, { ...third, screen: 2 })[0]).toBe('stage.screen_mine_nth')
})
