import { type RedisProcess, startRedis } from '../test/harness/redis-process.ts'
import type { RelayProcess } from '../test/harness/relay-process.ts'
import { SupervisedRelay } from './supervised-relay.ts'

/** The relays of a run on one database: one by itself, or several with a Redis between them. */
export class RelayFleet {
  readonly #relays: readonly SupervisedRelay[]
  readonly #redis: RedisProcess | undefined
  #hasRedis = true

  static async open(databaseUrl: string, count: number): Promise<RelayFleet> {
    const redis = count > 1 ? await startRedis() : undefined
    const relays = Array.from({ length: count }, () => new SupervisedRelay(databaseUrl, redis?.url))
    return new RelayFleet(relays, redis)
  }

  private constructor(relays: readonly SupervisedRelay[], redis: RedisProcess | undefined) {
    this.#relays = relays
    this.#redis = redis
  }

  get size(): number {
    return this.#relays.length
  }

  /** One that runs. */
  get process(): RelayProcess {
    const running = this.#relays.find(relay => relay.isRunning)
    if (running === undefined) throw new Error('no relay is running')
    return running.process
  }

  relay(index: number): SupervisedRelay {
    const relay = this.#relays[index]
    if (relay === undefined) throw new Error(`the plan names relay ${index}`)
    return relay
  }

  /** Where a new connection goes: to any of them, also to one that is down at the moment. */
  port(random: () => number): number {
    return this.relay(Math.floor(random() * this.#relays.length)).port
  }

  /** Starts those that do not run. */
  async start(): Promise<void> {
    await Promise.all(this.#relays.map(relay => relay.start()))
  }

  async kill(): Promise<void> {
    await Promise.all(this.#relays.map(relay => relay.kill()))
  }

  async killRedis(): Promise<void> {
    this.#hasRedis = false
    await this.#redis?.kill()
  }

  async startRedis(): Promise<void> {
    if (this.#hasRedis) return
    this.#hasRedis = true
    await this.#redis?.start()
  }

  async remove(): Promise<void> {
    await Promise.all(this.#relays.map(relay => relay.remove()))
    await this.#redis?.kill()
  }
}
