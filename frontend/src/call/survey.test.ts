import type { Room } from 'livekit-client'
import { expect, test } from 'vitest'
import { quiet } from './store'
import { type Seen, survey } from './survey'

type Publication = { source: string; trackName?: string; isMuted?: boolean; track?: object }

let clock = 0

function person(identity: string, publications: Publication[] = [], isLocal = false) {
  clock += 1
  return {
    identity,
    isLocal,
    name: identity.toUpperCase(),
    attributes: { role: 'participant', verified: 'yes' },
    isSpeaking: false,
    connectionQuality: 'good',
    joinedAt: new Date(clock * 1000),
    trackPublications: new Map(
      publications.map((publication, index) => [
        `${identity}${index}`,
        { trackName: '', isMuted: false, ...publication },
      ]),
    ),
  }
}

const camera = (facingMode?: string) => ({ mediaStreamTrack: { getSettings: () => ({ facingMode }) } })

type Person = ReturnType<typeof person>

function roomOf(me: Person, others: Person[]): Room {
  return {
    localParticipant: me,
    remoteParticipants: new Map(others.map((other) => [other.identity, other])),
  } as unknown as Room
}

const nothing: Seen = quiet
const seenBy = (room: Room, before = nothing, hold = false) => survey(room, before, hold).seen

test('everybody is in the order they came, myself included', () => {
  const amina = person('amina')
  const me = person('me', [], true)
  const louis = person('louis')
  expect(seenBy(roomOf(me, [louis, amina])).order).toEqual(['amina', 'me', 'louis'])
})

test('those who were here keep their place when an earlier one comes back', () => {
  const early = person('early')
  const me = person('me', [], true)
  const louis = person('louis')
  const before = seenBy(roomOf(me, [louis]))
  expect(seenBy(roomOf(me, [louis, early]), before).order).toEqual(['me', 'louis', 'early'])
})

test('each person has one camera picture, live only with a track that is not muted', () => {
  const track = camera()
  const me = person('me', [{ source: 'camera', track }], true)
  const muted = person('muted', [{ source: 'camera', track, isMuted: true }])
  const far = person('far', [{ source: 'camera' }])
  const { seen, sources } = survey(roomOf(me, [muted, far]), nothing, false)
  expect(Object.keys(seen.pictures)).toEqual(['me/camera', 'muted/camera', 'far/camera'])
  expect(Object.values(seen.pictures).map(({ live }) => live)).toEqual([true, false, false])
  expect([...sources.keys()]).toEqual(['me/camera'])
  expect(seen.participants.far?.camera).toBe('on')
  expect(seen.participants.muted?.camera).toBe('off')
})

test('a microphone is on, muted or not there', () => {
  const me = person('me', [{ source: 'microphone' }], true)
  const muted = person('muted', [{ source: 'microphone', isMuted: true }])
  const { participants } = seenBy(roomOf(me, [muted, person('none')]))
  expect(Object.values(participants).map(({ microphone }) => microphone)).toEqual(['on', 'muted', 'none'])
})

test('two screens of one person are two pictures, each with its own sound or none', () => {
  const amina = person('amina', [
    { source: 'screen_share', trackName: 'screen-1', track: {} },
    { source: 'screen_share_audio', trackName: 'screen-1', track: {} },
    { source: 'screen_share', trackName: 'screen-2', track: {} },
  ])
  const { pictures, screens, ownScreens } = seenBy(roomOf(person('me', [], true), [amina]))
  expect(screens).toEqual(['amina/screen-1', 'amina/screen-2'])
  expect(pictures['amina/screen-1']?.withSound).toBe(true)
  expect(pictures['amina/screen-2']?.withSound).toBe(false)
  expect(ownScreens).toEqual([])
})

test('what did not change stays the same object', () => {
  const me = person('me', [], true)
  const amina = person('amina')
  const louis = person('louis')
  const before = seenBy(roomOf(me, [amina, louis]))
  const same = seenBy(roomOf(me, [amina, louis]), before)
  expect(same.participants).toBe(before.participants)
  expect(same.pictures).toBe(before.pictures)
  expect(same.order).toBe(before.order)
  louis.isSpeaking = true
  const after = seenBy(roomOf(me, [amina, louis]), before)
  expect(after.participants).not.toBe(before.participants)
  expect(after.participants.amina).toBe(before.participants.amina)
  expect(after.participants.louis?.speaking).toBe(true)
  expect(after.pictures).toBe(before.pictures)
})

test('while the line is cut nobody leaves, and nobody is drawn', () => {
  const me = person('me', [], true)
  const amina = person('amina', [{ source: 'camera', track: camera() }])
  const before = seenBy(roomOf(me, [amina]))
  const cut = survey(roomOf(me, []), before, true)
  expect(cut.seen.order).toEqual(before.order)
  expect(cut.seen.pictures['amina/camera']?.live).toBe(false)
  expect(cut.sources.size).toBe(0)
  expect(seenBy(roomOf(me, []), cut.seen).order).toEqual(['me'])
})

test('a role the server does not know is a guest', () => {
  const stranger = person('stranger')
  stranger.attributes = { role: 'emperor', verified: 'no' }
  const { participants } = seenBy(roomOf(person('me', [], true), [stranger]))
  expect(participants.stranger).toMatchObject({ role: 'guest', verified: false })
})

test('my own camera is drawn as in a mirror, unless it looks away from me; nobody else is', () => {
  const amina = person('amina', [{ source: 'camera', track: camera('user') }])
  const mirrored = (facing?: string) =>
    Object.values(
      seenBy(roomOf(person('me', [{ source: 'camera', track: camera(facing) }], true), [amina])).pictures,
    ).map((picture) => picture.mirrored)
  expect([mirrored(), mirrored('user'), mirrored('environment')]).toEqual([
    [true, false],
    [true, false],
    [false, false],
  ])
})

test('of two cameras of one person the one that is on is seen, whichever came first', () => {
  const [on, off] = [camera(), camera()]
  const both = [
    { source: 'camera', track: on },
    { source: 'camera', track: off, isMuted: true },
  ]
  for (const publications of [both, both.toReversed()]) {
    const { seen, sources } = survey(
      roomOf(person('me', [], true), [person('amina', publications)]),
      nothing,
      false,
    )
    expect(seen.participants.amina?.camera).toBe('on')
    expect(sources.get('amina/camera')).toBe(on)
  }
})
