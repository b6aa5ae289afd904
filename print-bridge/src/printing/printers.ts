import { type BridgePrinter, isOver, type StatusBytes } from '@evertill/crdt-model/printing'
import type { Logger } from 'pino'
import type { OpenLink } from '../links/open-link.ts'
import type { PrinterConfig } from '../settings/printer-config.ts'
import type { Spool } from '../spool/spool.ts'
import { type PrinterView, PrintWorker } from './print-worker.ts'
import type { WorkerTimes } from './worker-times.ts'

export interface PrintersOptions {
  readonly spool: Spool
  readonly openLink: OpenLink
  readonly times: WorkerTimes
  readonly now: () => number
  readonly log: Logger
}

export type PrinterListener = (printer: BridgePrinter) => void

interface Running {
  readonly config: PrinterConfig
  readonly worker: PrintWorker
}

/** The printers of this bridge, each with its worker. */
export class Printers {
  readonly #options: PrintersOptions
  readonly #running = new Map<string, Running>()
  readonly #listeners = new Set<PrinterListener>()

  constructor(options: PrintersOptions, configs: readonly PrinterConfig[]) {
    this.#options = options
    for (const config of configs) this.#start(config)
  }

  get all(): readonly BridgePrinter[] {
    return [...this.#running.values()].map(({ config, worker }) => viewOf(config, worker.view))
  }

  find(id: string): BridgePrinter | null {
    const found = this.#running.get(id)
    return found ? viewOf(found.config, found.worker.view) : null
  }

  /** A job for the printer was taken. */
  wake(id: string): void {
    this.#running.get(id)?.worker.wake()
  }

  /** Asks the printer now. Null when it cannot be reached. */
  async askNow(id: string): Promise<StatusBytes | null> {
    return (await this.#running.get(id)?.worker.askNow()) ?? null
  }

  /** While somebody listens, the printers are asked regularly how they are. @returns ends it. */
  watch(listener: PrinterListener): () => void {
    this.#listeners.add(listener)
    this.#setWatched()
    return () => {
      this.#listeners.delete(listener)
      this.#setWatched()
    }
  }

  /** Takes a new printer up, or new settings of one: its jobs wait meanwhile. */
  async put(config: PrinterConfig): Promise<void> {
    await this.#running.get(config.id)?.worker.stop()
    this.#start(config)
  }

  /** Its waiting jobs end unsent. */
  async remove(id: string): Promise<void> {
    const running = this.#running.get(id)
    this.#running.delete(id)
    await running?.worker.stop()
    for (const job of this.#options.spool.jobs) {
      if (job.printerId !== id || isOver(job.state)) continue
      await this.#options.spool.record(job, { state: 'failed', reason: 'printer-removed', retryAt: null })
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ worker }) => worker.stop()))
  }

  #start(config: PrinterConfig): void {
    const worker = new PrintWorker({
      ...this.#options,
      printer: config,
      onView: view => {
        for (const listener of this.#listeners) listener(viewOf(config, view))
      },
    })
    this.#running.set(config.id, { config, worker })
    worker.watch(this.#listeners.size > 0)
  }

  #setWatched(): void {
    for (const { worker } of this.#running.values()) worker.watch(this.#listeners.size > 0)
  }
}

function viewOf({ id, name, columns, language }: PrinterConfig, view: PrinterView): BridgePrinter {
  return { id, name, columns, language, ...view }
}
