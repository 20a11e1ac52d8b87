import { describe, expect, it } from 'vitest'
import { piecesOf } from './links'

const links = (text: string) => piecesOf(text).filter((piece) => piece.kind === 'link')
const hrefs = (text: string) => links(text).map((link) => link.href)

describe('a message', () => {
  it.each([
    '',
    'bonjour',
    '<b>gras</b> & <script>alert(1)</script>',
    'javascript:alert(1)',
    'JaVaScRiPt://example.org/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'ftp://example.org',
    'https://',
    'http://[',
    'https://?',
    'mailto:',
    'a@b',
    '@',
    'https://%',
  ])('%j is text and nothing else', (text) => {
    expect(links(text)).toEqual([])
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })

  it('keeps every character, links included', () => {
    const text = 'Voir https://example.org/a?b=c#d, www.example.org ou amina@example.org !\n<i>merci</i>'
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
    expect(hrefs(text)).toEqual([
      'https://example.org/a?b=c#d',
      'https://www.example.org/',
      'mailto:amina@example.org',
    ])
  })

  it.each([
    ['https://example.org/a.', 'https://example.org/a'],
    ['https://example.org/a, puis', 'https://example.org/a'],
    ['(https://example.org/a)', 'https://example.org/a'],
    ['https://fr.wikipedia.org/wiki/Orange_(fruit)', 'https://fr.wikipedia.org/wiki/Orange_(fruit)'],
    ['(https://fr.wikipedia.org/wiki/Orange_(fruit))', 'https://fr.wikipedia.org/wiki/Orange_(fruit)'],
    ['« https://example.org/a »', 'https://example.org/a'],
    ['«https://example.org/a»', 'https://example.org/a'],
    ['"https://example.org/a"onclick=x', 'https://example.org/a'],
    ['<https://example.org/a>', 'https://example.org/a'],
    ['https://example.org/a…', 'https://example.org/a'],
    ['HTTPS://EXAMPLE.ORG/A', 'https://example.org/A'],
    ['http://localhost:8000/abc-defg-hij', 'http://localhost:8000/abc-defg-hij'],
    ['mailto:amina@example.org?subject=x', 'mailto:amina@example.org?subject=x'],
  ])('%j leads to %j', (text, href) => {
    expect(hrefs(text)).toEqual([href])
  })

  it('ends a link at what cannot be seen', () => {
    expect(hrefs('https://example.org/\u202egro.live')).toEqual(['https://example.org/'])
    expect(hrefs('https://exam\u200bple.org')).toEqual([])
    expect(hrefs('https://example.org/a\u0000b')).toEqual(['https://example.org/a'])
  })
})

describe('the true host', () => {
  const host = (text: string) => links(text)[0]?.host

  it.each([
    'https://example.org',
    'https://example.org:8443/a',
    'https://Example.ORG/A',
    'https://example.org:443/',
    'http://example.org:80',
    'www.example.org',
    'https://example.org/@amina',
    'https://[::1]:8000/',
    'amina@example.org',
  ])('of %j is the one that is read', (text) => {
    expect(links(text)).toHaveLength(1)
    expect(host(text)).toBeNull()
  })

  it.each([
    ['https://impots.gouv.fr@evil.example/', 'evil.example'],
    ['https://impots.gouv.fr:pass@evil.example/', 'evil.example'],
    ['https://impots.gouv.fr%2f@evil.example/', 'evil.example'],
    ['https://impots.gouv.fr\\@evil.example/', 'impots.gouv.fr'],
    ['https://аррӏе.com/', 'xn--80ak6aa92e.com'],
    ['https://www.légifrance.fr', 'www.xn--lgifrance-b4a.fr'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['https://ｅxample.org/', 'example.org'],
    ['https://example。org/', 'example.org'],
    ['https://%65xample.org/', 'example.org'],
  ])('of %j is said: %j', (text, expected) => {
    expect(host(text)).toBe(expected)
  })
})

it('is quick on the longest hostile message', () => {
  const hostile = [
    'a@'.repeat(1000),
    'a.'.repeat(1000),
    'https://'.repeat(250),
    `https://${'('.repeat(1990)}`,
    `https://x.fr/${')'.repeat(1980)}`,
    `${'a'.repeat(1990)}@`,
    'www.'.repeat(500),
    `x@${'a-'.repeat(995)}`,
  ]
  const began = performance.now()
  for (const text of hostile)
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  expect(performance.now() - began).toBeLessThan(500)
})
