import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'

/** Large enough for a long run, small enough to be filled at once. */
const DISK_MIB = 256
const START_PATIENCE_MS = 60_000

/**
 * A PostgreSQL that a test may kill, starve and stall. Its files lie on a disk of its own in memory where the
 * operating system lets us mount one: then the disk really gets full. Elsewhere triggers fail with the same code.
 */
export interface OwnPostgresql {
  /** Of the database that the relay gets. */
  readonly url: string
  readonly disk: 'small disk' | 'triggers that fail as a full disk does'
  /** kill -9 of all its processes. */
  kill(): Promise<void>
  /** Starts it, if it does not run, and waits until it answers. */
  start(): Promise<void>
  /** From now on its disk has no room left. */
  fill(): Promise<void>
  /** There is room again. It is started, if it had given up. */
  free(): Promise<void>
  /** Stops all its processes where they are, as a disk that does not answer does. @returns lets them go on */
  hang(): () => void
  /** Each flush of a commit takes so much longer, at most 100 ms; 0 is as usual. */
  slowDown(milliseconds: number): Promise<void>
  remove(): Promise<void>
}

/** The folder with initdb and postgres, or undefined when none is installed. */
export function findPostgresqlBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map(name => join(debian, name, 'bin'))
  const folders = [
    process.env.POSTGRES_BINARIES ?? '',
    ...newestFirst,
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.find(folder => folder !== '' && existsSync(join(folder, 'initdb')))
}

/** Makes a new cluster and starts it. @throws when there are no binaries or it does not start */
export async function startOwnPostgresql(): Promise<OwnPostgresql> {
  const binaries = findPostgresqlBinaries()
  if (binaries === undefined) throw new Error('no PostgreSQL is installed here')
  const folder = mkdtempSync(join(tmpdir(), 'evertill-soak-'))
  const isMounted = mountDisk(folder)
  const account = unprivilegedAccount()
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  const cluster = new Cluster(binaries, folder, isMounted, account, await freePort())
  try {
    cluster.initialise()
    await cluster.start()
    await cluster.ask(sql => sql.unsafe('create database evertill'), 'postgres')
  } catch (error) {
    await cluster.remove()
    throw error
  }
  return cluster
}

interface Account {
  readonly uid: number
  readonly gid: number
}

class Cluster implements OwnPostgresql {
  readonly url: string
  readonly disk: OwnPostgresql['disk']
  readonly #binaries: string
  readonly #folder: string
  readonly #isMounted: boolean
  readonly #account: Account | undefined
  readonly #port: number
  #server: ChildProcess | undefined

  constructor(
    binaries: string,
    folder: string,
    isMounted: boolean,
    account: Account | undefined,
    port: number,
  ) {
    this.#binaries = binaries
    this.#folder = folder
    this.#isMounted = isMounted
    this.#account = account
    this.#port = port
    this.url = `postgres://postgres@127.0.0.1:${port}/evertill`
    this.disk = isMounted ? 'small disk' : 'triggers that fail as a full disk does'
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  /** Not on the small disk. */
  get #log(): string {
    return `${this.#folder}.log`
  }

  get #ballast(): string {
    return join(this.#folder, 'ballast')
  }

  initialise(): void {
    const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--wal-segsize=1']
    const made = spawnSync(join(this.#binaries, 'initdb'), ['-D', this.#data, ...options], {
      cwd: this.#folder,
      ...this.#account,
      encoding: 'utf8',
    })
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  }

  async start(): Promise<void> {
    const deadline = Date.now() + START_PATIENCE_MS
    for (;;) {
      if (!this.#isRunning) this.#spawn()
      if (await this.#answers()) return
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${this.#lastLog()}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  async kill(): Promise<void> {
    const server = this.#server
    if (server === undefined || !this.#isRunning) return
    const ended = new Promise(resolve => server.once('exit', resolve))
    // All at once: the postmaster, if it saw one of the others die, would tidy up.
    for (const pid of this.#processes()) signal(pid, 'SIGKILL')
    await ended
  }

  async fill(): Promise<void> {
    if (this.#isMounted) {
      const { bavail, bsize } = statfsSync(this.#folder)
      try {
        writeFileSync(this.#ballast, Buffer.alloc(bavail * bsize))
      } catch (error) {
        // The server wrote something meanwhile: full is full.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    } else await this.ask(sql => sql.unsafe(FAIL_AS_FULL))
  }

  async free(): Promise<void> {
    rmSync(this.#ballast, { force: true })
    await this.start()
    if (!this.#isMounted) await this.ask(sql => sql.unsafe('drop function refuse_as_full cascade'))
  }

  hang(): () => void {
    const pids = this.#processes()
    for (const pid of pids) signal(pid, 'SIGSTOP')
    return () => {
      for (const pid of pids) signal(pid, 'SIGCONT')
    }
  }

  async slowDown(milliseconds: number): Promise<void> {
    await this.ask(async sql => {
      await sql.unsafe(`alter system set commit_delay = ${Math.round(milliseconds * 1000)}`)
      await sql.unsafe('select pg_reload_conf()')
    })
  }

  async remove(): Promise<void> {
    await this.kill()
    if (this.#isMounted) spawnSync('umount', ['-l', this.#folder])
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
    rmSync(this.#log, { force: true })
  }

  async ask<Result>(
    work: (sql: postgres.Sql) => PromiseLike<Result>,
    database = 'evertill',
  ): Promise<Result> {
    const url = new URL(this.url)
    url.pathname = `/${database}`
    const sql = postgres(url.href, { max: 1, connect_timeout: 10, fetch_types: false, onnotice: () => {} })
    try {
      return await work(sql)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }

  get #isRunning(): boolean {
    return this.#server !== undefined && this.#server.exitCode === null && this.#server.signalCode === null
  }

  #spawn(): void {
    const settings = [
      ...[
        'listen_addresses=127.0.0.1',
        'max_connections=100',
        'shared_buffers=16MB',
        'logging_collector=off',
      ],
      // A little WAL kept ready, so that a full disk meets the tables and the log alike. A delay of one commit
      // holds for each, however few there are.
      ...['max_wal_size=16MB', 'min_wal_size=2MB', 'commit_siblings=0'],
    ].flatMap(setting => ['-c', setting])
    const place = ['-D', this.#data, '-k', this.#folder, '-p', String(this.#port)]
    this.#server = spawn(
      'sh',
      [
        '-c',
        'log=$1; shift; exec "$@" 2>>"$log"',
        'sh',
        this.#log,
        join(this.#binaries, 'postgres'),
        ...place,
        ...settings,
      ],
      { cwd: this.#folder, ...this.#account, stdio: 'ignore' },
    )
  }

  #lastLog(): string {
    try {
      return readFileSync(this.#log, 'utf8').slice(-2000)
    } catch {
      return 'it left no log'
    }
  }

  async #answers(): Promise<boolean> {
    return this.ask(sql => sql.unsafe('select 1'), 'postgres').then(
      () => true,
      () => false,
    )
  }

  /** The postmaster and its children, which are sessions of their own. */
  #processes(): number[] {
    const main = this.#server?.pid
    if (main === undefined || !this.#isRunning) return []
    const children = readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number)
      .filter(pid => parentOf(pid) === main)
    return [main, ...children]
  }
}

/** Every insert fails with SQLSTATE 53100, disk_full. */
const FAIL_AS_FULL = `
  create function refuse_as_full() returns trigger language plpgsql as $$
    begin raise exception 'no room is left' using errcode = '53100'; end $$;
  do $$ declare tab regclass; begin
    for tab in select c.oid from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace loop
      execute format('create trigger refuse_as_full before insert on %s for each statement execute function refuse_as_full()', tab);
    end loop;
  end $$`

/** Mounting needs the rights of the system's administrator; without them there is no disk of its own. */
function mountDisk(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', folder]).status === 0
}

/** PostgreSQL refuses to run as root: the account to run it under, or undefined when we are not root. */
function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const [, , uid, gid] = ['postgres', 'nobody'].flatMap(
    name => accounts.find(([known]) => known === name) ?? [],
  )
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

function parentOf(pid: number): number | undefined {
  try {
    // After the command's name, which stands in parentheses and may hold anything: state, then parent.
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself meanwhile.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}
