/**
 * Packs the print bridge as one executable file (Node's single executable application) for the system it runs on:
 *
 *     npm run executable -w print-bridge        → print-bridge/dist/evertill-print-bridge
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ASSETS, bundleBridge, DIST, PACKAGE } from './bundle.mjs'

/** What Node's documentation names as the mark in its binary. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
const executable = join(DIST, `evertill-print-bridge${process.platform === 'win32' ? '.exe' : ''}`)
const { inject } = createRequire(import.meta.url)('postject')

await bundleBridge()
const config = {
  main: join(DIST, 'bridge.cjs'),
  output: join(DIST, 'sea.blob'),
  disableExperimentalSEAWarning: true,
  assets: Object.fromEntries(ASSETS.map(path => [path, join(PACKAGE, path)])),
}
writeFileSync(join(DIST, 'sea.json'), JSON.stringify(config))
execFileSync(process.execPath, ['--experimental-sea-config', join(DIST, 'sea.json')], { stdio: 'inherit' })
copyFileSync(process.execPath, executable)
chmodSync(executable, 0o755)
// A signed binary that is changed does not start on macOS.
if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', executable])
await inject(executable, 'NODE_SEA_BLOB', readFileSync(config.output), {
  sentinelFuse: FUSE,
  ...(process.platform === 'darwin' && { machoSegmentName: 'NODE_SEA' }),
})
if (process.platform === 'darwin') execFileSync('codesign', ['--sign', '-', executable])
process.stdout.write(`${executable}\n`)
