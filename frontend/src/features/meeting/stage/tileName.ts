/** What does a tile say of itself, to somebody who does not see it? Parts of a sentence, in order; pure. */
import type { Participant, Picture } from '../../../call/types'
import type { Values, WordKey } from '../../../words/words'

export type Part = { key: WordKey; values?: Values }

type Standing = {
  place: number
  total: number
  /** Place in the queue of hands, when raised. */
  hand: number | null
  isPinned: boolean
  /** Which of their screens it is, where one person shares several; else 0. */
  screen: number
}

export function tileName(picture: Picture, participant: Participant, standing: Standing): Part[] {
  const parts = [whose(picture, participant, standing.screen)]
  parts.push({ key: 'stage.tile_place', values: { place: standing.place, total: standing.total } })
  if (picture.kind === 'camera') parts.push(...states(participant, standing))
  else if (picture.withSound) parts.push({ key: 'stage.tile_sound' })
  if (standing.isPinned) parts.push({ key: 'stage.tile_pinned' })
  return parts
}

function whose(picture: Picture, { name, isLocal }: Participant, number: number): Part {
  if (picture.kind === 'screen' && number > 0)
    return isLocal
      ? { key: 'stage.screen_mine_nth', values: { number } }
      : { key: 'stage.screen_of_nth', values: { name, number } }
  if (picture.kind === 'screen')
    return isLocal ? { key: 'stage.screen_mine' } : { key: 'stage.screen_of', values: { name } }
  return isLocal ? { key: 'stage.me' } : { key: 'stage.tile_name', values: { name } }
}

/** Only what does not change with every word spoken: who speaks is heard, and asked for with its own shortcut. */
function states(participant: Participant, { hand }: Standing): Part[] {
  const parts: Part[] = []
  if (participant.role === 'guest') parts.push({ key: 'stage.guest' })
  if (participant.lookalike) parts.push({ key: 'stage.tile_lookalike' })
  if (participant.sharesMicrophone) parts.push({ key: 'stage.tile_shared' })
  if (participant.microphone === 'muted') parts.push({ key: 'stage.tile_muted' })
  if (participant.microphone === 'none') parts.push({ key: 'stage.tile_no_microphone' })
  if (participant.camera === 'off') parts.push({ key: 'stage.tile_no_camera' })
  if (hand !== null) parts.push({ key: 'stage.tile_hand', values: { place: hand } })
  if (participant.quality === 'poor') parts.push({ key: 'stage.tile_poor' })
  if (participant.quality === 'lost') parts.push({ key: 'stage.tile_lost' })
  return parts
}
