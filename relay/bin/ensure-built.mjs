import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure-installed.mjs'

/** What is built: from what, how, and a file that is there afterwards. */
const CLIENT = {
  name: 'client',
  sources: [
    'client/src',
    'client/build',
    'client/index.html',
    'client/receipt.html',
    'crdt-model/src',
    'public',
    'vite.config.ts',
    'package-lock.json',
  ],
  result: 'client/dist/sw.js',
  build: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'],
}
const RELAY = {
  name: 'relay',
  sources: ['relay/src', 'relay/bin', 'crdt-model/src', 'package-lock.json'],
  result: 'relay/dist/main.js',
  build: ['relay/bin/build-relay.mjs'],
}

/** Builds what was never built or is made from something newer. Ends the process when that fails. */
export function ensureBuilt() {
  for (const part of [CLIENT, RELAY]) if (!isFresh(part)) build(part)
}

/**
 * Node's arguments for a program of the relay: as built, or from its sources where these are newer.
 * @param name `main`, or a command of `build-relay.mjs`
 */
export function relayProgram(name = 'main') {
  return isFresh(RELAY) ? [`relay/dist/${name}.js`] : ['--import', 'tsx', `relay/src/${name}.ts`]
}

function isFresh({ sources, result }) {
  return newest(result) >= Math.max(...sources.map(newest))
}

function build(part) {
  console.log(`Building the ${part.name} …`)
  const done = spawnSync(process.execPath, part.build, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.status === 0) return
  console.error(`Building the ${part.name} failed, see above.`)
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
