import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RelayProcess, startRelayProcess } from '../test/harness/relay-process.ts'

/** A relay that is started again whenever it has ended, always on the same port, and whose clock can be set. */
export class SupervisedRelay {
  readonly #folder = mkdtempSync(join(tmpdir(), 'evertill-soak-clock-'))
  readonly #environment: Record<string, string>
  #process: RelayProcess | undefined
  #port = 0

  /** @param redisUrl by which several relays on the database meet */
  constructor(databaseUrl: string, redisUrl = '') {
    this.#environment = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      LOG_LEVEL: 'error',
      SHIFTED_CLOCK: this.#clockFile,
      NODE_OPTIONS: `--import=${new URL('./shifted-clock.mjs', import.meta.url).href}`,
    }
  }

  get #clockFile(): string {
    return join(this.#folder, 'clock')
  }

  get isRunning(): boolean {
    return this.#process !== undefined
  }

  /** The same at every start. */
  get port(): number {
    return this.#port
  }

  get process(): RelayProcess {
    if (this.#process === undefined) throw new Error('the relay is not running')
    return this.#process
  }

  /** Starts it; as long as its database does not answer it ends by itself, and is started again. */
  async start(): Promise<void> {
    for (let tries = 1; this.#process === undefined; tries++) {
      try {
        this.#process = await startRelayProcess(this.#environment, this.#port)
        this.#port = this.#process.port
      } catch (error) {
        if (tries === 10) throw error
      }
    }
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const running = this.#process
    this.#process = undefined
    await running?.end('SIGKILL')
  }

  /** SIGTERM: it must commit what it holds and end with 0. */
  async stop(): Promise<void> {
    const running = this.#process
    this.#process = undefined
    const code = await running?.end('SIGTERM')
    if (code !== undefined && code !== 0)
      throw new Error(`the relay stopped with ${code}: ${running?.lastOutput()}`)
  }

  /** Its clock is off by so many milliseconds from now on. */
  shiftClock(milliseconds: number): void {
    writeFileSync(this.#clockFile, String(milliseconds))
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
