import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobAnswer, PrintJobKind } from '@evertill/crdt-model/printing'
import { pino } from 'pino'
import { HEALTHY, type PrinterBehaviour, PrinterEngine } from '../emulator/printer-engine.ts'
import { TcpDevice } from '../emulator/tcp-device.ts'
import type { Config } from '../src/config.ts'
import type { OwnPlaces } from '../src/lan/own-places.ts'
import { WORKER_TIMES, type WorkerTimes } from '../src/printing/worker-times.ts'
import { type RunningBridge, startBridge } from '../src/start-bridge.ts'

export const TILL_ORIGIN = 'https://till.test'
export const OTHER_ORIGIN = 'https://office.test'

/** Short, so that a printer that never answers costs a test little. */
export const FAST: WorkerTimes = {
  ...WORKER_TIMES,
  statusAnswer: 150,
  stall: 600,
  proof: 900,
  poll: 50,
  betterProof: 100,
  retryFirst: 50,
  retryLongest: 200,
  linger: 100,
  lateProof: 10_000,
  statusPoll: 100,
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request as a test writes it: every header is its own, also Host and Origin. */
export function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; host?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body, host = '127.0.0.1' } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      { host, port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers }, agent: false },
      response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

export function errorCode(answer: Answer): string {
  return JSON.parse(answer.text).error.code
}

/** A receipt as a simple till would send it: some lines and a cut. */
export function receipt(...lines: string[]): Buffer {
  return Buffer.from(`\x1b@${lines.map(line => `${line}\n`).join('')}\x1dV\x00`, 'latin1')
}

export const PULSE = Buffer.from([0x1b, 0x70, 0, 50, 250])

export function jobOf(
  bytes: Buffer,
  more: Partial<{ jobId: string; printerId: string; kind: PrintJobKind; expiresAt: number }> = {},
) {
  return {
    jobId: randomUUID(),
    printerId: 'counter',
    kind: 'receipt' as PrintJobKind,
    bytesB64: bytes.toString('base64'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    expiresAt: Date.now() + 60_000,
    ...more,
  }
}
export type Job = ReturnType<typeof jobOf>

/** What a paired till does. */
export class Till {
  readonly port: number
  readonly token: string
  readonly origin: string
  constructor(port: number, token: string, origin = TILL_ORIGIN) {
    this.port = port
    this.token = token
    this.origin = origin
  }

  get headers(): Record<string, string> {
    return { origin: this.origin, authorization: `Bearer ${this.token}` }
  }

  get(path: string): Promise<Answer> {
    return ask(this.port, path, { headers: this.headers })
  }

  post(path: string, body: unknown): Promise<Answer> {
    const headers = { ...this.headers, 'content-type': 'application/json' }
    return ask(this.port, path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  print(job: Job): Promise<Answer> {
    return this.post('/v1/jobs', job)
  }

  async job(jobId: string): Promise<JobAnswer> {
    return JSON.parse((await this.get(`/v1/jobs/${jobId}`)).text)
  }

  /** The job once it is in one of the states. */
  async until(jobId: string, ...states: JobAnswer['state'][]): Promise<JobAnswer> {
    for (;;) {
      const job = await this.job(jobId)
      if (states.includes(job.state)) return job
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}

export function configOf(dataDirectory: string, ports: readonly number[], port = 0): Config {
  return {
    port,
    dataDirectory,
    origins: [TILL_ORIGIN, OTHER_ORIGIN],
    extraPrinterPorts: ports,
    logLevel: 'info',
  }
}

/** A data directory with one printer, `counter`, at the port. */
export async function makeData(printerPort: number, printer: object = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'evertill-bridge-'))
  const connection = { kind: 'network', host: '127.0.0.1', port: printerPort }
  const printers = [{ id: 'counter', name: 'Counter', columns: 42, connection, ...printer }]
  await writeFile(join(directory, 'bridge.json'), JSON.stringify({ printers }))
  return directory
}

/** Pairs a till the way a person does: a code from the bridge's own page, typed into the till. */
export async function pair(port: number, origin = TILL_ORIGIN): Promise<Till> {
  const shown = await ask(port, '/own/allow', {
    method: 'POST',
    headers: { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' },
    body: JSON.stringify({ origin }),
  })
  const { code } = JSON.parse(shown.text)
  const paired = await ask(port, '/v1/pair', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  return new Till(port, JSON.parse(paired.text).token, origin)
}

export interface Rig {
  readonly printer: TcpDevice<PrinterEngine>
  readonly engine: PrinterEngine
  readonly bridge: RunningBridge
  readonly till: Till
  /** What the bridge logged, line by line. */
  readonly log: readonly string[]
  readonly directory: string
  /** Starts the bridge again on what it left. */
  restart(): Promise<Till>
  stop(): Promise<void>
}

/** A bridge with a paired till and one emulated printer on the network. */
export async function makeRig(
  behaviour: Partial<PrinterBehaviour> = {},
  options: { printer?: object; times?: Partial<WorkerTimes>; findPlaces?: () => OwnPlaces } = {},
): Promise<Rig> {
  const engine = new PrinterEngine({ ...HEALTHY, ...behaviour })
  const printer = await TcpDevice.listen(engine)
  const directory = await makeData(printer.port, options.printer)
  const log: string[] = []
  const start = () =>
    startBridge(configOf(directory, [printer.port]), {
      version: '1.2.3',
      log: pino({ level: 'info', base: null }, { write: line => void log.push(line) }),
      readPageFile: name => `page file ${name}`,
      times: { ...FAST, ...options.times },
      lookEveryMs: 50,
      // None unless the test says so: the machine of the tests may be in any network.
      findPlaces: options.findPlaces ?? (() => ({ addresses: [], name: null })),
    })
  let bridge = await start()
  let till = await pair(bridge.port)
  return {
    printer,
    engine,
    get bridge() {
      return bridge
    },
    get till() {
      return till
    },
    log,
    directory,
    async restart() {
      await bridge.stop()
      bridge = await start()
      till = new Till(bridge.port, till.token)
      return till
    },
    async stop() {
      await bridge.stop()
      await printer.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
