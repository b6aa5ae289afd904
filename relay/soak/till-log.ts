import { appendToLog } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import { type Mischief, SyncedDocument } from './synced-document.ts'

/** A log of which a till is the only writer: one of its journals, or its stock. */
export interface TillLogOptions {
  readonly name: string
  readonly log: string
  readonly cookie: string
  readonly url: () => string
  readonly mischief: Mischief
  /** The numbers of the entries that the document holds, by themselves or in a total. */
  readonly numbersIn: (doc: Y.Doc) => number[]
  readonly onRefused: (code: number) => void
}

/** PROTOCOL.md: after these codes a client lays its copy aside and fetches the document anew. */
const COPY_IS_SPOILED = new Set([1009, 4400, 4413, 4461, 4462, 4463, 4464])

/**
 * Keeps a log in step with what its till has on its own disk: after every sale, after a crash that forgot the last
 * changes, and after the relay did not take a copy.
 */
export class TillLog {
  /** Numbers of the entries that the relay has acknowledged. */
  readonly safe = new Set<number>()
  readonly #options: TillLogOptions
  #document: SyncedDocument
  /** The numbers of what the document holds, once they have been looked up. */
  #written: Set<number> | undefined
  /** Nothing is written before the relay has sent what it has. */
  #isFetching = false

  constructor(options: TillLogOptions) {
    this.#options = options
    this.#document = this.#open([])
  }

  get document(): SyncedDocument {
    return this.#document
  }

  get isSafe(): boolean {
    return this.#document.isSafe
  }

  /** Appends what the log lacks of these. */
  repair(entries: Iterable<{ readonly number: number; readonly bytes: Uint8Array }>): void {
    const document = this.#document
    if (document.refusedWith !== undefined || (this.#isFetching && !document.hasSynced)) return
    if (this.#written === undefined) {
      const there = this.#options.numbersIn(document.doc)
      this.#written = new Set(there)
      if (this.#isFetching) document.adopt(there)
      this.#isFetching = false
    }
    for (const { number, bytes } of entries) {
      if (this.#written.has(number)) continue
      this.#written.add(number)
      document.write(number, doc => appendToLog(doc, this.#options.log, [bytes]))
    }
  }

  /** The browser dies and comes back with all but the last changes, under a new Yjs client id. */
  crash(forgotten: number): void {
    const { updates } = this.#document
    this.#document.close()
    this.#document = this.#open(updates.slice(0, Math.max(0, updates.length - forgotten)))
  }

  #open(updates: readonly Uint8Array[]): SyncedDocument {
    const { name, cookie, url, mischief, numbersIn } = this.#options
    this.#written = undefined
    return new SyncedDocument({
      ...{ name, cookie, url, mischief },
      kept: { updates, keysIn: numbersIn },
      onSafe: numbers => {
        for (const number of numbers) this.safe.add(number)
      },
      onRefused: code => {
        this.#options.onRefused(code)
        if (COPY_IS_SPOILED.has(code)) this.#fetchAnew()
      },
    })
  }

  #fetchAnew(): void {
    this.#isFetching = true
    this.#document.close()
    this.#document = this.#open([])
  }
}
