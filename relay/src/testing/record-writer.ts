import {
  appendToLog,
  applyRecordEntries,
  createRecordFold,
  type DocumentId,
  decodeRecordEntry,
  encodeRecordEntry,
  type Fields,
  type RecordEntry,
  type RecordFold,
  type RecordLog,
  type RecordState,
  type ReplicaId,
  readLog,
  readRecord,
  toId,
  writeRecord,
} from '@evertill/crdt-model'
import type { SyncHub } from '../sync/sync-hub.ts'

/** Somebody who edits records of one log, online or away from it for a while. */
export class RecordWriter {
  readonly #hub: SyncHub
  readonly #document: DocumentId
  readonly #log: RecordLog
  readonly #replica: ReplicaId
  readonly #who: string
  #counter = 0

  constructor(hub: SyncHub, document: DocumentId, log: RecordLog, who: string) {
    this.#hub = hub
    this.#document = document
    this.#log = log
    this.#replica = toId<ReplicaId>(`replica-${who}`)
    this.#who = who
  }

  /** What the log says now. */
  async fold(): Promise<RecordFold> {
    const raws = await this.#hub.read(this.#document, doc => readLog(doc, this.#log))
    const fold = createRecordFold()
    applyRecordEntries(
      fold,
      raws.flatMap(raw => decodeRecordEntry(raw) ?? []),
    )
    return fold
  }

  async read(record: string): Promise<RecordState | undefined> {
    return readRecord(await this.fold(), record)
  }

  /** Writes what is seen in `seen`, which may be older than what is there. @param at milliseconds */
  async write(record: string, fields: Fields, at = Date.now(), seen?: RecordFold): Promise<RecordEntry> {
    const entry = writeRecord(seen ?? (await this.fold()), {
      replica: this.#replica,
      counter: this.#counter + 1,
      record,
      fields,
      who: this.#who,
      at: Math.floor(at / 1000),
    })
    if (entry === undefined) throw new Error('there is nothing to write')
    this.#counter++
    await this.#hub.change(this.#document, doc => appendToLog(doc, this.#log, [encodeRecordEntry(entry)]))
    return entry
  }
}

/** The values of a record's field: more than one in a conflict. */
export function valuesOf(record: RecordState | undefined, field: string): unknown[] {
  const state = record?.fields.get(field)
  if (state === undefined) return []
  return state.kind === 'settled' ? [state.version.value] : state.versions.map(version => version.value)
}
