/** Turns words/<language>/<area>.json (ICU messages) into compiled Lingui catalogues at build time,
 *  so that no message parser travels to the browser. */
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

export function words(): Plugin {
  return {
    name: 'visio-words',
    enforce: 'pre',
    transform(source, id) {
      if (!/\/words\/[a-z]{2}\/[a-z]+\.json$/.test(id)) return null
      const messages: Record<string, string> = JSON.parse(source)
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, message]) => [key, compileMessage(message)]),
      )
      return { code: `export default ${JSON.stringify(compiled)}`, moduleType: 'js', map: null }
    },
  }
}
