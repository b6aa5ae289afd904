import type { CopyRefusal } from '@evertill/crdt-model'
import type { ConnectionOwner } from './sync-hub.ts'
import type { SyncLog } from './sync-log.ts'

/** An update that was refused whole, and who sent it. */
export interface RefusedUpdate {
  readonly document: string
  readonly owner: ConnectionOwner
  readonly code: CopyRefusal
  readonly reason: string
  readonly update: Uint8Array
}

/** Where refused updates lie until a person has decided. */
export interface Quarantine {
  /** Resolves when it is written down, or was left out because its sender has enough there already. */
  keep(refused: RefusedUpdate): Promise<void>
}

/**
 * Hands refused updates to the quarantine, one after the other, and never waits for it: a refusal must not take
 * longer for being noted. What exceeds the bound while the store is slow is counted and let go.
 */
export class QuarantineQueue {
  readonly #quarantine: Quarantine
  readonly #log: SyncLog
  readonly #maxBytes: number
  readonly #queue: RefusedUpdate[] = []
  #bytes = 0
  #running: Promise<void> | undefined
  #letGo = 0

  constructor(options: { quarantine: Quarantine; log: SyncLog; maxBytes: number }) {
    this.#quarantine = options.quarantine
    this.#log = options.log
    this.#maxBytes = options.maxBytes
  }

  /** Refused updates that were noted nowhere, because too many came at once. */
  get letGo(): number {
    return this.#letGo
  }

  add(refused: RefusedUpdate): void {
    const size = refused.update.byteLength
    if (this.#bytes + size > this.#maxBytes) {
      this.#letGo++
      return
    }
    this.#queue.push(refused)
    this.#bytes += size
    this.#running ??= this.#run()
  }

  /** Resolves when everything is written down that was added so far. */
  async drained(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      try {
        await this.#quarantine.keep(next)
      } catch (error) {
        this.#letGo++
        this.#log.error({ err: error, document: next.document }, 'a refused update could not be kept')
      }
      this.#bytes -= next.update.byteLength
    }
    this.#running = undefined
  }
}
