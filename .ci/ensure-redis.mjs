import { spawnSync } from 'node:child_process'
import { installPackages } from './apt.mjs'

/**
 * A redis-server that tests may start and kill, each on a port of its own: the one of REDIS_SERVER, or one on PATH,
 * installed now where it is missing.
 * @returns `{ path }`, or `{ missing }`: why there is none.
 */
export function ensureRedis() {
  const wanted = process.env.REDIS_SERVER
  if (wanted) return starts(wanted) ? { path: wanted } : { missing: 'REDIS_SERVER does not start' }
  for (const name of ['redis-server', 'valkey-server']) if (starts(name)) return { path: name }
  if (process.platform !== 'linux')
    return { missing: 'no redis-server found: install one, or set REDIS_SERVER' }
  const problem = installPackages('redis-server')
  return starts('redis-server')
    ? { path: 'redis-server' }
    : { missing: `no redis-server: ${problem ?? 'the package brought none'}` }
}

function starts(binary) {
  return spawnSync(binary, ['--version'], { stdio: 'ignore' }).status === 0
}
