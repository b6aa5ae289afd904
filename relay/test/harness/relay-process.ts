import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SYNC_PATH } from '@evertill/crdt-model'
import { relayProgram } from '../../bin/ensure-built.mjs'

/** A relay in a process of its own. */
export interface RelayProcess {
  readonly port: number
  readonly pid: number
  /** `http://…` */
  readonly url: string
  /** For `WebsocketProvider`. */
  readonly syncUrl: string
  /** The last that it wrote. */
  lastOutput(): string
  /** Ends it. @returns its exit code, or null when the signal ended it */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url))
const START_TIMEOUT_MS = 120_000
const LAST_OUTPUT = 4000

/**
 * Starts the relay and waits until it says where it listens.
 * @param storage environment: `DATABASE_URL` or `DATA_DIR`
 * @param port 0 for any
 */
export async function startRelayProcess(storage: Record<string, string>, port = 0): Promise<RelayProcess> {
  const child = spawn(process.execPath, relayProgram(), {
    cwd: PROJECT,
    env: {
      ...process.env,
      DATABASE_URL: '',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      PORT: String(port),
      // Not a file that every process makes beside the project.
      SECRET_KEYS: Buffer.alloc(32, 7).toString('base64'),
      ...storage,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-LAST_OUTPUT)
    })
  }
  const actual = await waitForPort(child)
  const exit = once(child, 'exit')
  return {
    port: actual,
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${actual}`,
    syncUrl: `ws://127.0.0.1:${actual}${SYNC_PATH}`,
    lastOutput: () => output,
    async end(signal) {
      child.kill(signal)
      const [code] = await exit
      return typeof code === 'number' ? code : null
    },
  }
}

function waitForPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`the relay ${why}:\n${output}`))
    }
    const timer = setTimeout(() => fail('did not start in time'), START_TIMEOUT_MS)
    const ended = () => fail('ended')
    child.once('exit', ended)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const port = /Evertill relay at http:\/\/[^\s:]+:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      child.off('exit', ended)
      resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
  })
}
