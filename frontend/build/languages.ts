/** react-aria carries its few sentences in some thirty languages; only those we speak travel to the browser. */
import type { Plugin } from 'vite'

const spoken = ['en-US', 'fr-FR']

export function languages(): Plugin {
  return {
    name: 'visio-languages',
    enforce: 'pre',
    load(id) {
      const found =
        /node_modules\/react-(?:aria|stately)[^?]*\/intl\/(?:\w+\/)?([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id)
      return found && !spoken.includes(found[1] ?? '') ? 'export default {}' : null
    },
  }
}
