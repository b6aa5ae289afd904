import * as Y from 'yjs'

/**
 * A log is a root `Y.Array` of raw entries. Bytes are stored as an array of one, because Yjs merges neighbouring
 * plain values into one item and never merges bytes: a day of 1,000 sales is one item instead of 1,000.
 *
 * This file alone reads Yjs internals (`store.clients`, `Item.parent`, `ContentAny.arr`); the version of Yjs is
 * pinned.
 */

/** All raw entries of a log in its order. */
export function readLog(doc: Y.Doc, log: string): unknown[] {
  return doc.getArray(log).toArray().map(unwrap)
}

/** Adds raw entries at the end of a log, in one transaction. */
export function appendToLog(doc: Y.Doc, log: string, raws: readonly unknown[]): void {
  if (raws.length > 0) doc.getArray(log).push(raws.map(wrap))
}

/** Deletes entries of a log by index, in one transaction. @param indexes ascending, each once */
export function deleteFromLog(doc: Y.Doc, log: string, indexes: readonly number[]): void {
  const entries = doc.getArray(log)
  const runs = runsOf(indexes)
  doc.transact(() => deleteRuns(entries, runs, 0, runs.length, 0))
}

/**
 * The raw entries that a document has and an older state of it had not, by log, at the cost of what is new.
 * Entries that were deleted again are left out; the order within a log is each writer's own.
 *
 * @param stateVector `Y.encodeStateVector` of the older state; undefined for all entries
 */
export function entriesSince(doc: Y.Doc, stateVector?: Uint8Array): Map<string, unknown[]> {
  const names = logNames(doc)
  const since = stateVector === undefined ? new Map<number, number>() : Y.decodeStateVector(stateVector)
  const found = new Map<string, unknown[]>()
  for (const [client, structs] of doc.store.clients) {
    const clock = since.get(client) ?? 0
    if (clock >= Y.getState(doc.store, client)) continue
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i]
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const log = names.get(struct.parent)
      if (log !== undefined) collect(found, log, contentFrom(struct, clock))
    }
  }
  return found
}

/**
 * The raw entries that a transaction deleted, by log. To be called in the document's `afterTransaction` event: later
 * their content is gone. What came and went within one transaction is not among them.
 */
export function entriesDeletedBy(transaction: Y.Transaction): Map<string, unknown[]> {
  const names = logNames(transaction.doc)
  const found = new Map<string, unknown[]>()
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, struct => {
    if (!(struct instanceof Y.Item)) return
    const log = names.get(struct.parent)
    if (log !== undefined) collect(found, log, contentFrom(struct, 0))
  })
  return found
}

function logNames(doc: Y.Doc): Map<unknown, string> {
  const names = new Map<unknown, string>()
  for (const [name, root] of doc.share) names.set(root, name)
  return names
}

/** The values of an item from a clock on: an item holds the values of several clocks when Yjs merged them. */
function contentFrom(item: Y.Item, clock: number): unknown[] {
  const content = item.content
  if (content instanceof Y.ContentAny) return content.arr.slice(Math.max(0, clock - item.id.clock))
  if (content instanceof Y.ContentBinary) return [content.content]
  return []
}

function collect(found: Map<string, unknown[]>, log: string, values: readonly unknown[]): void {
  let list = found.get(log)
  if (list === undefined) {
    list = []
    found.set(log, list)
  }
  for (const value of values) list.push(unwrap(value))
}

function wrap(raw: unknown): unknown {
  return raw instanceof Uint8Array ? [raw] : raw
}

function unwrap(stored: unknown): unknown {
  return Array.isArray(stored) && stored.length === 1 && stored[0] instanceof Uint8Array ? stored[0] : stored
}

interface Run {
  readonly start: number
  readonly length: number
}

function runsOf(indexes: readonly number[]): Run[] {
  const runs: { start: number; length: number }[] = []
  for (const index of indexes) {
    const last = runs.at(-1)
    if (last !== undefined && last.start + last.length === index) last.length++
    else runs.push({ start: index, length: 1 })
  }
  return runs
}

/**
 * Deletes the middle run, then those on each side. Yjs copies both halves of the item that a deletion splits, so
 * going from one end to the other would copy the whole log for each run.
 *
 * @param gone how many entries before these runs are deleted already
 */
function deleteRuns(
  entries: Y.Array<unknown>,
  runs: readonly Run[],
  from: number,
  to: number,
  gone: number,
): void {
  if (from >= to) return
  const middle = (from + to) >> 1
  const run = runs[middle]
  if (run === undefined) return
  entries.delete(run.start - gone, run.length)
  deleteRuns(entries, runs, from, middle, gone)
  let goneBefore = gone
  for (let i = from; i <= middle; i++) goneBefore += runs[i]?.length ?? 0
  deleteRuns(entries, runs, middle + 1, to, goneBefore)
}
