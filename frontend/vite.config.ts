/** How is the front end built, served while it is being written, and tested? */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { languages } from './build/languages.ts'
import { layers } from './build/layers.ts'
import { precompress } from './build/precompress.ts'
import { words } from './build/words.ts'

const backend = process.env.VISIO_BACKEND ?? 'http://127.0.0.1:8000'

// Few files instead of dozens of small ones, each with all it imports: what every page outside the meeting stands on,
const base =
  /\/src\/(?:pages\.tsx|preferences\.ts|styles\/index\.css|ui\/(?:Avatar|Button|ButtonLink|IconButton|Menu|Notice|PageTitle|TextField|Toast)\.tsx)$/
// and what a room's page adds to it.
const room = /\/src\/(?:room\/RoomPage|ui\/Choice)\.tsx$/

export default defineConfig({
  plugins: [words(), languages(), layers(), react(), precompress()],
  server: { host: '127.0.0.1', proxy: { '/api': backend } },
  build: {
    target: 'es2022',
    // The browsers that know `light-dark()`: our tokens stay as they are written.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    manifest: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // livekit-client is what it is, and comes while nobody waits; what people wait for is in build/budgets.ts.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: base },
            { name: 'room', test: room },
          ],
        },
      },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
