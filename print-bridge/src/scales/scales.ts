import type { BridgeScale, ScaleReading } from '@evertill/crdt-model/devices'
import type { OpenLink } from '../links/open-link.ts'
import type { ScaleConfig } from '../settings/scale-config.ts'
import { ScaleWorker } from './scale-worker.ts'

interface Running {
  readonly config: ScaleConfig
  readonly worker: ScaleWorker
}

/** The scales of this bridge, each with its worker. */
export class Scales {
  readonly #openLink: OpenLink
  readonly #running = new Map<string, Running>()

  constructor(openLink: OpenLink, configs: readonly ScaleConfig[]) {
    this.#openLink = openLink
    for (const config of configs) this.#start(config)
  }

  get all(): readonly BridgeScale[] {
    return [...this.#running.values()].map(({ config: { id, name } }) => ({ id, name }))
  }

  /** What the scale says now; null for one that is not here. */
  weigh(id: string): Promise<ScaleReading> | null {
    return this.#running.get(id)?.worker.weigh() ?? null
  }

  /** Takes a new scale up, or new settings of one. */
  async put(config: ScaleConfig): Promise<void> {
    await this.#running.get(config.id)?.worker.stop()
    this.#start(config)
  }

  async remove(id: string): Promise<void> {
    const running = this.#running.get(id)
    this.#running.delete(id)
    await running?.worker.stop()
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ worker }) => worker.stop()))
  }

  #start(config: ScaleConfig): void {
    const open = () => this.#openLink(config.connection)
    this.#running.set(config.id, { config, worker: new ScaleWorker(open, config.protocol) })
  }
}
