import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { relayProgram } from '../../bin/ensure-built.mjs'

export type ServerKind = 'evertill' | 'y-websocket' | 'hocuspocus'

/** What a server's process holds after a collection of garbage, bytes. */
export interface Memory {
  readonly rss: number
  /** Heap and what lies outside of it for the heap's objects. */
  readonly held: number
}

/** A sync server in a process of its own. */
export interface MeasuredServer {
  readonly kind: ServerKind
  readonly port: number
  memory(): Promise<Memory>
  /** Processor time that it has used so far, microseconds. */
  processorTime(): Promise<number>
  /** The most memory the process has had in it since the last `forgetPeak`, bytes; undefined but on Linux. */
  peakRss(): number | undefined
  forgetPeak(): void
  /** Asks it to stop, waits, and starts it anew on the same port. */
  restart(): Promise<void>
  /** Kills it without a warning and starts it anew on the same port. */
  crash(): Promise<void>
  stop(): Promise<void>
}

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url))
const PROBE = new URL('./memory-probe.mjs', import.meta.url).href

const COMMANDS: Readonly<Record<ServerKind, readonly string[]>> = {
  evertill: relayProgram(),
  'y-websocket': ['node_modules/y-websocket-server/bin/server.cjs'],
  hocuspocus: ['relay/bench/servers/hocuspocus.mjs'],
}

/** Starts a server with its usual settings. @param profiles where to write its CPU profile when it stops */
export async function startServer(
  kind: ServerKind,
  databaseUrl: string,
  profiles?: string,
): Promise<MeasuredServer> {
  const port = await freePort()
  const profiling = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const options = ['--expose-gc', '--import', PROBE, ...profiling, ...COMMANDS[kind]]
  const environment = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    SECRET_KEYS: Buffer.alloc(32, 7).toString('base64'),
  }
  let child = await spawnServer(options, environment)
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  const stop = () => end('SIGTERM')
  return {
    kind,
    port,
    memory: async () => (await ask(child, 'memory')) as Memory,
    processorTime: async () => Number(await ask(child, 'processor')),
    peakRss: () => readPeak(child.pid ?? 0),
    forgetPeak: () => forgetPeak(child.pid ?? 0),
    async restart() {
      await stop()
      child = await spawnServer(options, environment)
    },
    async crash() {
      await end('SIGKILL')
      child = await spawnServer(options, environment)
    },
    stop,
  }
}

async function spawnServer(
  options: readonly string[],
  environment: Record<string, string>,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, options, {
    cwd: PROJECT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${options.at(-1)} ended with ${code} at its start`)))
    // What it says first is that it listens; after that nobody reads, and the pipe must not fill up.
    child.stdout?.on('data', () => resolve())
  })
  return child
}

async function ask(child: ChildProcess, question: string): Promise<unknown> {
  const answer = once(child, 'message')
  child.send(question)
  const [reply] = await answer
  return reply
}

function readPeak(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

function forgetPeak(pid: number): void {
  try {
    // proc(5): 5 resets the peak resident set size.
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {
    // The peak is then that of the whole life of the process, which is no less.
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
