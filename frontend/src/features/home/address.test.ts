import { describe, expect, it } from 'vitest'
import { readAddress } from './address'

const here = 'visio.example.fr'
const read = (pasted: string) => readAddress(pasted, here)

describe('what was pasted leads to its room', () => {
  it.each([
    ['abc-defg-hij', 'abc-defg-hij'],
    ['  ABC-DEFG-HIJ \n', 'abc-defg-hij'],
    ['abcdefghij', 'abc-defg-hij'],
    ['/abc-defg-hij', 'abc-defg-hij'],
    ['https://visio.example.fr/abc-defg-hij', 'abc-defg-hij'],
    ['https://visio.example.fr/abc-defg-hij/', 'abc-defg-hij'],
    ['https://visio.example.fr/Abc-Defg-Hij?from=mail#x', 'abc-defg-hij'],
    ['http://visio.example.fr/abc-defg-hij', 'abc-defg-hij'],
    ['visio.example.fr/salle-du-budget', 'salle-du-budget'],
    ['Rejoignez-moi : https://visio.example.fr/abc-defg-hij.', 'abc-defg-hij'],
    ['« https://visio.example.fr/abc-defg-hij »', 'abc-defg-hij'],
    ['<https://visio.example.fr/abc-defg-hij>', 'abc-defg-hij'],
    ['Réunion à 10 h, code abc-defg-hij, à tout de suite', 'abc-defg-hij'],
    ['Salle du budget', 'salle-du-budget'],
    ['Comité Écoles 2027', 'comite-ecoles-2027'],
    ["Bureau d'Amina", 'bureau-d-amina'],
    ['https://visio.example.fr/salle%20du%20budget', 'salle-du-budget'],
  ])('%s', (pasted, slug) => {
    expect(read(pasted)).toEqual({ is: 'room', slug })
  })

  it('one machine by any of its names', () => {
    expect(readAddress('http://localhost:8000/abc-defg-hij', '127.0.0.1:8000')).toEqual({
      is: 'room',
      slug: 'abc-defg-hij',
    })
    expect(readAddress('localhost:8000/abc-defg-hij', 'localhost:8000')).toMatchObject({ is: 'room' })
    expect(readAddress('http://localhost:9000/abc-defg-hij', 'localhost:8000')).toMatchObject({
      is: 'elsewhere',
    })
  })
})

describe('what leads nowhere is said to', () => {
  it.each(['', '   ', '\n'])('nothing: %j', (pasted) => {
    expect(read(pasted)).toEqual({ is: 'empty' })
  })

  it.each([
    'https://visio.example.fr/',
    'https://visio.example.fr/signin#secret',
    'https://visio.example.fr/api/rooms',
    'https://visio.example.fr/%E0%A4%A',
    'https://visio.example.fr/../..',
    '---',
    '🙂',
    'x'.repeat(200),
  ])('unreadable: %s', (pasted) => {
    expect(read(pasted)).toEqual({ is: 'unreadable' })
  })

  it.each(['https://meet.example.com/abc-defg-hij', 'meet.example.com/abc-defg-hij'])(
    'a link of another house is never read as a code of ours: %s',
    (pasted) => {
      expect(read(pasted)).toEqual({ is: 'elsewhere', host: 'meet.example.com' })
    },
  )
})
