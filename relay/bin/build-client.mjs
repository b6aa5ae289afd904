import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure-installed.mjs'

/** What the built client is made from. */
const SOURCES = [
  'client/src',
  'client/index.html',
  'crdt-model/src',
  'public',
  'vite.config.ts',
  'package-lock.json',
]
const BUILT = 'client/dist/sw.js'

/** Builds the client when it was never built or something it is made from is newer. Ends the process when that fails. */
export function ensureClientBuilt() {
  if (newest(BUILT) >= Math.max(...SOURCES.map(newest))) return
  console.log('Building the client …')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const done = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (done.status === 0) return
  console.error('Building the client failed, see above.')
  process.exit(1)
}

/** The latest change under a path, in milliseconds since 1970; 0 when it is not there. Tests are no sources. */
function newest(path) {
  const full = join(root, path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  const files = readdirSync(full, { recursive: true, withFileTypes: true })
  return files
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0)
}
