import * as Y from 'yjs'

/**
 * A log is a root `Y.Array` of raw entries. Bytes are stored as an array of one, because Yjs merges neighbouring
 * plain values into one item and never merges bytes: a day of 1,000 sales is one item instead of 1,000.
 *
 * This file alone uses Yjs internals (`store.clients`, `Item.parent`, `ContentAny.arr`, `Y.Array._start`,
 * decoded structs); the version
 * of Yjs is pinned.
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
  if (indexes.length === 0) return
  const entries = doc.getArray(log)
  doc.transact(transaction => {
    const ranges = Y.createDeleteSet()
    for (const [client, ofClient] of rangesAt(entries, indexes))
      ranges.clients.set(client, middleFirst(ofClient))
    Y.iterateDeletedStructs(transaction, ranges, struct => {
      if (struct instanceof Y.Item) struct.delete(transaction)
    })
    // What the array remembers of where its indexes are holds no longer.
    if (entries._searchMarker !== null) entries._searchMarker.length = 0
  })
}

/**
 * The raw entries that a document has and an older state of it had not, by log, at the cost of what is new.
 * Entries that were deleted again are left out; the order within a log is each writer's own.
 *
 * @param stateVector `Y.encodeStateVector` of the older state; undefined for all entries
 */
export function entriesSince(doc: Y.Doc, stateVector?: Uint8Array): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>()
  visitEntriesSince(doc, stateVector, (log, _client, values) => collect(found, log, values))
  return found
}

/** A raw entry, the log it stands in, and the Yjs client that wrote it. */
export interface AttributedEntry {
  readonly log: string
  readonly client: number
  readonly raw: unknown
}

/** The same entries as `entriesSince`, each with the Yjs client that wrote it. */
export function attributedEntries(doc: Y.Doc, stateVector?: Uint8Array): AttributedEntry[] {
  const found: AttributedEntry[] = []
  visitEntriesSince(doc, stateVector, (log, client, values) => {
    for (const value of values) found.push({ log, client, raw: unwrap(value) })
  })
  return found
}

/** Whether all that a document holds is plain values in these logs: free text, a map or another root is not. */
export function holdsOnly(doc: Y.Doc, logs: readonly string[]): boolean {
  const roots = new Set<unknown>(logs.map(log => doc.getArray(log)))
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const isPlain = struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentBinary
      if (!isPlain || !roots.has(struct.parent)) return false
    }
  }
  return true
}

function visitEntriesSince(
  doc: Y.Doc,
  stateVector: Uint8Array | undefined,
  visit: (log: string, client: number, values: readonly unknown[]) => void,
): void {
  const names = logNames(doc)
  const since = stateVector === undefined ? new Map<number, number>() : Y.decodeStateVector(stateVector)
  for (const [client, structs] of doc.store.clients) {
    const clock = since.get(client) ?? 0
    if (clock >= Y.getState(doc.store, client)) continue
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i]
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const log = names.get(struct.parent)
      if (log !== undefined) visit(log, client, contentFrom(struct, clock))
    }
  }
}

/** A raw entry, and which struct it is: its Yjs client and that client's clock. No two entries of a document share it. */
export interface PlacedEntry {
  readonly client: number
  readonly clock: number
  readonly raw: unknown
}

/**
 * The raw entries that an update carries, of whatever log, without loading a document: for documents with one log.
 * Those that the update itself says are deleted are not among them. Throws what Yjs throws on bytes that are no update.
 */
export function entriesInUpdate(update: Uint8Array): PlacedEntry[] {
  return Y.decodeUpdate(update).structs.flatMap(struct => (struct instanceof Y.Item ? placed(struct) : []))
}

function placed(item: Y.Item): PlacedEntry[] {
  const { client, clock } = item.id
  return contentFrom(item, 0).map((value, index) => ({ client, clock: clock + index, raw: unwrap(value) }))
}

/**
 * The entries of an update that only adds entries to one log, of whatever is in the log before; undefined when it
 * does, or may do, something else. Throws what Yjs throws on bytes that are no update.
 *
 * Only the first struct of a client names the log: the others stand behind structs that were there before. So this
 * holds for an update when it held for all before it.
 */
export function entriesAddedTo(log: string, update: Uint8Array): PlacedEntry[] | undefined {
  const { structs, ds } = Y.decodeUpdate(update)
  if (ds.clients.size > 0) return undefined
  const found: PlacedEntry[] = []
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.parentSub !== null) return undefined
    // As it was decoded: the name of a root, the id of an item, or nothing.
    const parent: unknown = struct.parent
    if (parent !== null && parent !== log) return undefined
    const entries = placed(struct)
    if (entries.length === 0) return undefined
    for (const entry of entries) found.push(entry)
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

/** Clocks of one client that follow each other. */
interface ClockRange {
  readonly clock: number
  len: number
}

/**
 * Where the entries with these indexes are, by client. Found in one walk: `Y.Array.delete` would look for each index
 * anew, which takes 10 s for 20,000 of 100,000 entries.
 */
function rangesAt(entries: Y.Array<unknown>, indexes: readonly number[]): Map<number, ClockRange[]> {
  const ranges = new Map<number, ClockRange[]>()
  let next = 0
  let before = 0
  for (let item = entries._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    for (
      let index = indexes[next];
      index !== undefined && index < before + item.length;
      index = indexes[++next]
    ) {
      addClock(ranges, item.id.client, item.id.clock + index - before)
    }
    before += item.length
  }
  return ranges
}

function addClock(ranges: Map<number, ClockRange[]>, client: number, clock: number): void {
  const ofClient = ranges.get(client)
  const last = ofClient?.at(-1)
  if (ofClient === undefined) ranges.set(client, [{ clock, len: 1 }])
  else if (last !== undefined && last.clock + last.len === clock) last.len++
  else ofClient.push({ clock, len: 1 })
}

/**
 * The ranges in such an order that each splits what is left about in half. Yjs copies both halves of the item that a
 * deletion splits, so going from one end to the other would copy the whole log for each range.
 */
function middleFirst(ranges: readonly ClockRange[]): ClockRange[] {
  const order: ClockRange[] = []
  const pending: [number, number][] = [[0, ranges.length]]
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const [from, to] = span
    const middle = (from + to) >> 1
    const range = ranges[middle]
    if (from >= to || range === undefined) continue
    order.push(range)
    pending.push([from, middle], [middle + 1, to])
  }
  return order
}
