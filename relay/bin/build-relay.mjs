import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './ensure-installed.mjs'

/**
 * The relay in `relay/dist` as plain JavaScript: it starts in half the time, and its threads too, for nothing is left
 * to be translated. Put in place whole, so that a relay that starts meanwhile finds the old one or the new one.
 */
const made = join(root, `relay/dist-${process.pid}`)
const dist = join(root, 'relay/dist')

await build({
  root: join(root, 'relay'),
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir: made,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: {
        main: join(root, 'relay/src/main.ts'),
        'behind-thread': join(root, 'relay/src/behind/behind-thread.ts'),
        'document-thread': join(root, 'relay/src/compaction/document-thread.ts'),
      },
      // All beside each other: `package-folder.ts` counts on it.
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: [/^@evertill\//] },
})
rmSync(dist, { recursive: true, force: true })
renameSync(made, dist)
