import {
  appendToLog,
  applyDeletedEntries,
  applyRecordEntries,
  createRecordFold,
  decodeRecordEntry,
  encodeRecordEntry,
  entriesDeletedBy,
  entriesSince,
  type Fields,
  type RecordEntry,
  type RecordFold,
  type RecordLog,
  type ReplicaId,
  recordIds,
  writeRecord,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { Slices } from './slices.ts'

/** Who and when of an edit. */
export interface Edit {
  readonly replica: ReplicaId
  readonly who: string
  /** Whole seconds since 1970. */
  readonly at: number
}

/** Entries decoded and folded between two looks at the clock. */
const BATCH = 32

/**
 * The record logs of one document and their folds, which follow the document as it grows. `advance` folds what is
 * new in slices; the order does not matter to a fold, and an entry folded twice changes nothing.
 */
export class RecordDocument {
  readonly #doc: Y.Doc
  readonly #folds = new Map<RecordLog, RecordFold>()
  readonly #counters = new Map<RecordLog, number>()
  /** The state of the document up to which its entries were taken into `#waiting`. */
  #taken: Uint8Array | undefined
  /** Raw entries taken and not folded yet, oldest first. */
  #waiting: { readonly log: RecordLog; readonly raws: readonly unknown[]; next: number }[] = []
  #changed = new Map<RecordLog, Set<string>>()

  /** @param logs the record logs of this kind of document */
  constructor(doc: Y.Doc, logs: readonly RecordLog[]) {
    this.#doc = doc
    for (const log of logs) {
      doc.getArray(log)
      this.#folds.set(log, createRecordFold())
    }
    doc.on('afterTransaction', transaction => this.#followDeletions(transaction))
  }

  has(log: string): log is RecordLog {
    return this.#folds.has(log as RecordLog)
  }

  fold(log: RecordLog): RecordFold {
    const fold = this.#folds.get(log)
    if (!fold) throw new RangeError(`this document has no log ${log}`)
    return fold
  }

  /** Folds everything the document has by now, slice by slice. */
  async advance(slices: Slices): Promise<void> {
    this.#takeNew()
    while (this.#foldSome(BATCH)) {
      if (slices.over) await slices.pause()
      this.#takeNew()
    }
  }

  /**
   * The records that changed since this was asked last, by log, and the state of the document that they and all
   * before them belong to. Ask when `advance` is through.
   */
  takeChanged(): { readonly records: Map<RecordLog, Set<string>>; readonly state: Uint8Array } {
    this.#takeNew()
    while (this.#foldSome(BATCH));
    const records = this.#changed
    this.#changed = new Map()
    return { records, state: this.#taken ?? Y.encodeStateVector(this.#doc) }
  }

  /** The records with entries that an older state of the document did not have; all records when there is none. */
  recordsSince(state: Uint8Array | undefined): Map<RecordLog, Set<string>> {
    const records = new Map<RecordLog, Set<string>>()
    if (!state) {
      for (const [log, fold] of this.#folds) records.set(log, new Set(recordIds(fold)))
      return records
    }
    for (const [log, raws] of entriesSince(this.#doc, state)) {
      if (!this.has(log)) continue
      for (const raw of raws) {
        const entry = decodeRecordEntry(raw)
        if (entry) add(records, log, entry.record)
      }
    }
    return records
  }

  /**
   * Writes records in one transaction, replacing what this device can see. Returns how many really changed.
   * What arrived meanwhile is folded first, whatever it takes: a value that was there must not be passed over.
   */
  write(
    log: RecordLog,
    writes: readonly { readonly record: string; readonly fields: Fields }[],
    edit: Edit,
  ): number {
    this.#takeNew()
    while (this.#foldSome(BATCH));
    const fold = this.fold(log)
    const entries: RecordEntry[] = []
    for (const { record, fields } of writes) {
      const counter = (this.#counters.get(log) ?? 0) + 1
      const entry = writeRecord(fold, { ...edit, counter, record, fields })
      if (!entry) continue
      this.#counters.set(log, counter)
      this.#apply(log, [entry])
      entries.push(entry)
    }
    this.#doc.transact(() => appendToLog(this.#doc, log, entries.map(encodeRecordEntry)))
    return entries.length
  }

  /**
   * Writes entries again that this device had written to a copy that was laid aside, with the dots they had. The
   * replica that writes here goes on behind them. SPEC W5.
   */
  writeAgain(log: RecordLog, entries: readonly RecordEntry[]): void {
    this.#doc.transact(() => appendToLog(this.#doc, log, entries.map(encodeRecordEntry)))
  }

  /** The next entry of the replica that writes here comes behind this one. */
  continueBehind(log: RecordLog, counter: number): void {
    this.#counters.set(log, Math.max(this.#counters.get(log) ?? 0, counter))
  }

  /** The highest counter that this document wrote in a log. */
  counterOf(log: RecordLog): number {
    return this.#counters.get(log) ?? 0
  }

  get logs(): RecordLog[] {
    return [...this.#folds.keys()]
  }

  #takeNew(): void {
    const state = Y.encodeStateVector(this.#doc)
    for (const [log, raws] of entriesSince(this.#doc, this.#taken)) {
      if (this.has(log)) this.#waiting.push({ log, raws, next: 0 })
    }
    this.#taken = state
  }

  /** Folds some waiting entries; false when none was waiting. */
  #foldSome(most: number): boolean {
    const [first] = this.#waiting
    if (!first) return false
    const until = Math.min(first.next + most, first.raws.length)
    const entries: RecordEntry[] = []
    for (let i = first.next; i < until; i++) {
      const entry = decodeRecordEntry(first.raws[i])
      if (entry) entries.push(entry)
    }
    this.#apply(first.log, entries)
    first.next = until
    if (until === first.raws.length) this.#waiting.shift()
    return true
  }

  /**
   * The relay deletes entries that others replaced. This device may never have seen those others, so the fold has to
   * be told, or a replaced value would look like one side of a conflict (SPEC R10).
   */
  #followDeletions(transaction: Y.Transaction): void {
    for (const [log, raws] of entriesDeletedBy(transaction)) {
      if (!this.has(log)) continue
      const entries = raws.flatMap(raw => decodeRecordEntry(raw) ?? [])
      for (const record of applyDeletedEntries(this.fold(log), entries)) add(this.#changed, log, record)
    }
  }

  #apply(log: RecordLog, entries: readonly RecordEntry[]): void {
    for (const record of applyRecordEntries(this.fold(log), entries)) add(this.#changed, log, record)
  }
}

function add(sets: Map<RecordLog, Set<string>>, log: RecordLog, record: string): void {
  const set = sets.get(log)
  if (set) set.add(record)
  else sets.set(log, new Set([record]))
}
