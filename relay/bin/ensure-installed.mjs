import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Only what Node brings along may be imported here: it runs before anything is installed. */

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Ends the process with one clear sentence when this Node is too old. */
export function requireNode() {
  const wanted = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).engines.node.replace('>=', '')
  const [major, minor] = wanted.split('.').map(Number)
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  console.error(
    `Evertill needs Node ${wanted} or newer; this is Node ${process.versions.node}. Get one at https://nodejs.org`,
  )
  process.exit(1)
}

/** Installs the dependencies when they are missing or older than the lock file. Ends the process when that fails. */
export function ensureInstalled() {
  const installed = `${root}node_modules/.package-lock.json`
  const lock = `${root}package-lock.json`
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  console.log('Installing dependencies (once; this takes a minute) …')
  // Not `npm ci`: it refuses a lock that lacks a binary for some other platform, which a mirror may not hold.
  const done = npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  if (done.status === 0) return
  console.error('`npm install` failed, see above. Is the network reachable?')
  process.exit(1)
}

/** Runs npm without a standard input, so that an npm that asks something cannot wait for ever. */
function npm(args) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }
  const ownScript = process.env.npm_execpath
  if (ownScript?.endsWith('.js')) return spawnSync(process.execPath, [ownScript, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
