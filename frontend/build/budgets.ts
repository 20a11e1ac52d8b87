/** Are the pages as light as promised? Counts what a browser fetches to show each, from Vite's manifest, gzipped.
 *
 *  `node build/budgets.ts` after `vite build`; leaves with 1 when a budget is broken. */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

type Chunk = { file: string; imports?: string[]; css?: string[] }

const dist = new URL('../dist/', import.meta.url)
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const kB = 1000

const pages = {
  home: { starts: ['src/features/home/Home.tsx'], js: 130 * kB, total: 300 * kB },
  prejoin: { starts: ['src/room/RoomPage.tsx'], js: 150 * kB, total: 300 * kB },
  recordings: { starts: ['src/features/recordings/Recordings.tsx'], js: 160 * kB, total: 300 * kB },
  recording: { starts: ['src/features/recordings/Recording.tsx'], js: 170 * kB, total: 300 * kB },
}
// In every version of livekit-client, whatever a minifier does to its names, and in nothing of ours.
const livekit = 'could not establish signal connection'

/** This chunk and all it imports at once, but nothing that is loaded later. */
function reached(name: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`${name} is not in the manifest`)
  if (!found.has(name)) {
    found.add(name)
    for (const next of chunk.imports ?? []) reached(next, found)
  }
  return found
}

const read = (file: string) => readFileSync(new URL(file, dist))
const sizeOf = (file: string) => gzipSync(read(file), { level: 9 }).length
const sum = (sizes: number[]) => sizes.reduce((one, other) => one + other, 0)

/** The heavier language; fonts and the icon are fetched as they are. */
function weigh(starts: string[]) {
  const names = new Set(['index.html', ...starts].flatMap((name) => [...reached(name)]))
  const chunks = [...names].map((name) => manifest[name] as Chunk)
  const scripts = [...new Set(chunks.map((chunk) => chunk.file))].filter((file) => file.endsWith('.js'))
  const styles = [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))]
  const words = ['en', 'fr'].map((language) => manifest[`src/words/${language}/shell.json`]?.file ?? '')
  const fonts = readdirSync(new URL('assets/', dist)).filter((file) => /-latin-.*\.woff2$/.test(file))
  const js = sum(scripts.map(sizeOf)) + Math.max(...words.map(sizeOf))
  const rest = sum([...styles, 'index.html', 'icon.svg'].map(sizeOf))
  const total = js + rest + sum(fonts.map((file) => read(`assets/${file}`).length))
  // The page, its scripts, words, styles, icon, one font, and who is here.
  const requests = 1 + scripts.length + 1 + styles.length + 1 + 1 + 1
  return { js, total, requests, hasLivekit: scripts.some((file) => read(file).includes(livekit)) }
}

const call = [...reached('src/call/call.ts')].map((name) => manifest[name]?.file ?? '')
if (!call.some((file) => read(file).includes(livekit)))
  throw new Error('livekit-client has changed its words: find others')

let broken = 0
for (const [page, { starts, ...budget }] of Object.entries(pages)) {
  const found = weigh(starts)
  const show = (bytes: number) => `${(bytes / kB).toFixed(1)} kB`
  console.log(
    `${page}: JS ${show(found.js)} of ${show(budget.js)}, all ${show(found.total)} of ${show(budget.total)}, ` +
      `${found.requests} requests, ${found.hasLivekit ? 'WITH livekit-client' : 'no livekit-client'}`,
  )
  if (found.js > budget.js || found.total > budget.total || found.hasLivekit) broken = 1
}
process.exit(broken)
