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

/** What is started by itself; the names are those of their files. */
const PROGRAMS = ['main', 'begin-again-main', 'forget-second-steps', 'owner-link', 'rebuild-main']
const THREADS = {
  'behind-thread': join(root, 'relay/src/behind/behind-thread.ts'),
  'document-thread': join(root, 'relay/src/compaction/document-thread.ts'),
}
const programs = PROGRAMS.map(name => [name, join(root, `relay/src/${name}.ts`)])

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
      input: { ...Object.fromEntries(programs), ...THREADS },
      // All beside each other: `package-folder.ts` counts on it.
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: [/^@evertill\//] },
})
rmSync(dist, { recursive: true, force: true })
renameSync(made, dist)
