import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { relayProgram } from '../../../relay/bin/ensure-built.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const START_LIMIT_MS = 120_000
const STOP_LIMIT_MS = 20_000

/** A real relay in a process of its own, with its own data, that can be stopped and killed like any other. */
export interface RelayProcess {
  /** `http://127.0.0.1:<port>`; the same after a restart. */
  readonly url: string
  /** Starts it (again) on the same port with the same data, unless it runs. Resolves when it says that it is ready. */
  start(): Promise<void>
  /** SIGTERM, and waits for the exit. @returns the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL: no goodbye to anybody. Resolves when it is gone. */
  kill(): Promise<void>
  /** Its data, while it does not run: to be copied, lost or put back. Only with an embedded database. */
  readonly data: string
  /** What it wrote, for a failure's message. */
  output(): string
  /** Stops it and removes its data. */
  dispose(): Promise<void>
}

export interface RelayOptions {
  /** A data directory to copy: a shop that was set up once and is used by many. Empty when not given. */
  readonly template?: string | undefined
  /** A PostgreSQL to use instead of an embedded database. */
  readonly databaseUrl?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
}

/** Starts a relay on a free port of the loopback interface. Dispose of it. */
export async function startRelay(options: RelayOptions = {}): Promise<RelayProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-relay-'))
  const data = join(folder, 'data')
  if (options.template !== undefined) await cp(options.template, data, { recursive: true })
  const port = await freePort()
  const relay = makeRelay(port, {
    DATA_DIR: data,
    DATABASE_URL: options.databaseUrl ?? '',
    LOG_LEVEL: 'warn',
    ...options.env,
  })
  await relay.start()
  return {
    ...relay,
    data,
    dispose: async () => {
      await relay.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function makeRelay(port: number, env: Readonly<Record<string, string>>): RelayProcess {
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let written = ''
  const keep = (chunk: Buffer): void => {
    written = (written + chunk.toString('utf8')).slice(-20_000)
  }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const process = child
    child = undefined
    return process === undefined ? null : endProcess(process, signal)
  }
  return {
    url,
    data: env.DATA_DIR ?? '',
    async start() {
      // A second one on its port would end at once, and nobody would hold the first one any more.
      if (child !== undefined && child.exitCode === null && child.signalCode === null) return
      const started = spawn(process.execPath, relayProgram(), {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      started.stdout?.on('data', keep)
      started.stderr?.on('data', keep)
      await untilReady(url, started, () => written)
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    output: () => written,
    dispose: async () => void (await end('SIGKILL')),
  }
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = Date.now() + START_LIMIT_MS
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the relay ended with ${child.exitCode}:\n${output()}`)
    const ready = await fetch(`${url}/ready`).catch(() => undefined)
    if (ready?.ok === true) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the relay was not ready after ${START_LIMIT_MS / 1000} s:\n${output()}`)
}

/** Ends a child and waits until it is gone; one that ignores the signal is killed and that is an error. */
async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  child.kill(signal)
  let late = false
  const limit = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, STOP_LIMIT_MS)
  const code = await gone
  clearTimeout(limit)
  if (late) throw new Error(`the relay ignored ${signal} for ${STOP_LIMIT_MS / 1000} s`)
  return code
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      if (address === null || typeof address === 'string') return reject(new Error('no port'))
      probe.close(() => resolve(address.port))
    })
  })
}
