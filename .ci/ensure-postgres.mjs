import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { installPackages } from './apt.mjs'

const USUAL_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres'

/**
 * A PostgreSQL for the tests: the one of TEST_DATABASE_URL, one that answers at the usual place, or a temporary
 * cluster of our own from installed (or now installed) binaries.
 * @returns `{ url, stop }`, or `{ missing }`: why there is none.
 */
export async function ensurePostgres() {
  const wanted = process.env.TEST_DATABASE_URL
  if (wanted) {
    const answers = await mayCreateDatabases(wanted)
    return answers
      ? { url: wanted, stop: async () => {} }
      : { missing: 'the server of TEST_DATABASE_URL does not answer' }
  }
  if (await mayCreateDatabases(USUAL_SERVER)) return { url: USUAL_SERVER, stop: async () => {} }
  let binaries = findBinaries()
  if (binaries === undefined && process.platform === 'linux') {
    const problem = installPackages('postgresql')
    binaries = findBinaries()
    if (binaries === undefined)
      return { missing: `no PostgreSQL: ${problem ?? 'the package brought no initdb'}` }
  }
  if (binaries === undefined) return { missing: 'no PostgreSQL found: install one, or set TEST_DATABASE_URL' }
  return startCluster(binaries)
}

async function mayCreateDatabases(url) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => {} })
  try {
    const [role] =
      await sql`select rolcreatedb or rolsuper as allowed from pg_roles where rolname = current_user`
    return role?.allowed === true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** The folder of initdb and postgres: the newest of Debian's, Homebrew's, or on PATH. */
function findBinaries() {
  const folders = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].filter(folder =>
    existsSync(folder),
  )
  const versions = folders.flatMap(folder =>
    readdirSync(folder)
      .filter(name => /^\d+$|^postgresql/.test(name))
      .sort((one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10))
      .map(name => join(folder, name, 'bin')),
  )
  const all = [...versions, ...(process.env.PATH ?? '').split(delimiter)]
  return all.find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** A cluster in a temporary folder on a free port of the loopback interface, without fsync: it holds test data only. */
async function startCluster(binaries) {
  const folder = mkdtempSync(join(tmpdir(), 'evertill-postgres-'))
  const account = unprivilegedAccount()
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  const options = { cwd: folder, ...account }
  const data = join(folder, 'data')
  const initArguments = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  const made = spawnSync(join(binaries, 'initdb'), initArguments, {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (made.status !== 0) return { missing: `initdb failed: ${String(made.stderr).trim()}` }
  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'max_connections=200'].flatMap(setting => [
    '-c',
    setting,
  ])
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-k', folder, '-p', String(port), ...settings],
    {
      ...options,
      stdio: 'ignore',
    },
  )
  const ended = new Promise(resolve => server.on('exit', resolve))
  const stop = async () => {
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  for (let tries = 0; tries < 100 && server.exitCode === null; tries++) {
    if (await mayCreateDatabases(url)) return { url, stop }
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  await stop()
  return { missing: 'a temporary PostgreSQL was made but did not start' }
}

/** PostgreSQL refuses to run as root: the account to run it under, or undefined when we are not root. */
function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const account = ['postgres', 'nobody'].map(name => accounts.find(([known]) => known === name)).find(Boolean)
  return account && { uid: Number(account[2]), gid: Number(account[3]) }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
