/** Which styles win? The first @layer statement a browser reads settles it, and chunks come in any order: each says it. */
import type { Plugin } from 'vite'

const order = '@layer tokens,theme,base,ui,features;'

export function layers(): Plugin {
  return {
    name: 'visio-layers',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `${order}${file.source}`
    },
  }
}
