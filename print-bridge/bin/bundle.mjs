import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)))
export const DIST = join(PACKAGE, 'dist')
/** What the bridge reads of its package while it runs. */
export const ASSETS = [
  'page/index.html',
  'page/page.js',
  'page/page.css',
  'page/trust.html',
  'page/trust.js',
  'package.json',
]

/**
 * All of the bridge in `dist/bridge.cjs`: one CommonJS file, since Node 20 starts nothing else from inside an
 * executable. The serial driver has native code and stays outside.
 */
export async function bundleBridge() {
  mkdirSync(DIST, { recursive: true })
  await build({
    root: PACKAGE,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(PACKAGE, 'src/main.ts'),
      outDir: DIST,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'bridge.cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true, external: ['serialport'] },
  })
}
