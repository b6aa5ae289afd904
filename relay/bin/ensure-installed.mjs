import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

/** Installs the dependencies when what is installed is not what the lock file says. Ends the process when that fails. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing dependencies (once; this takes a minute) …')
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  // `npm ci` also wants every other platform's binaries from the registry, and not every registry has them; it
  // gives up before it touches anything. `npm install` takes the same versions from the lock file.
  if (npm(['ci', ...quiet], 'ignore').status === 0) return
  if (npm(['install', '--no-save', ...quiet], 'inherit').status === 0) return
  console.error('`npm install` failed, see above. Is the network reachable?')
  process.exit(1)
}

/** Whether every package of the lock file is there in its version. Those for other platforms need not be. */
function isInstalled() {
  const installed = `${root}node_modules/.package-lock.json`
  if (!existsSync(installed)) return false
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, link, optional, devOptional }]) =>
      !path.includes('node_modules/') || link || optional || devOptional || have[path]?.version === version,
  )
}

/** Runs npm without a standard input, so that an npm that asks something cannot wait for ever. */
function npm(args, errors) {
  const options = { cwd: root, stdio: ['ignore', errors, errors] }
  const ownScript = process.env.npm_execpath
  if (ownScript?.endsWith('.js')) return spawnSync(process.execPath, [ownScript, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
