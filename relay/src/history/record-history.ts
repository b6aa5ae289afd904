import {
  type CatalogId,
  type DocumentId,
  decodeRecordEntry,
  entriesSince,
  formatDocumentId,
  LOGS,
  makeDot,
  type RecordEntry,
  type RecordLog,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import { saveProgress } from '../projection/progress.ts'
import { findNews } from '../projection/read-news.ts'
import { storableText } from '../projection/tables.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import type { HistoryMark } from '../sync/compactor.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/** A document whose changes are kept: settings or a catalog. Staff holds PIN verifiers, customers are people. */
export type KeptDocument = Extract<DocumentId, { kind: 'settings' | 'catalog' }>

export function isKept(document: DocumentId): document is KeptDocument {
  return document.kind === 'settings' || document.kind === 'catalog'
}

/** The document of a catalog, or the settings. */
export function keptDocument(catalog: CatalogId | undefined): KeptDocument {
  return catalog === undefined ? { kind: 'settings' } : { kind: 'catalog', catalog }
}

export interface HistorySources {
  readonly database: ShopDatabase
  readonly read: SyncHub['read']
  readonly now: () => number
}

/** Entries that go with one statement. */
const CHUNK = 500

/** The end of the year 9999: a writer's clock is not to be trusted with more. */
const LAST_SECOND = 253_402_300_799

/**
 * Takes down what is new in a document of records: who wrote what, when, in place of which. An entry is told by its
 * dot, so doing it again adds nothing.
 * @returns what of the document is in the history now: nothing beyond it may be compacted away.
 */
export async function keepHistory(sources: HistorySources, document: DocumentId): Promise<HistoryMark> {
  if (!isKept(document)) return { kind: 'not-kept' }
  const { database, read, now } = sources
  const name = formatDocumentId(document)
  const news = await findNews(database, name)
  if (news === undefined) return { kind: 'kept', state: EMPTY }
  const { state, entries } = await read(document, doc => newEntries(document, doc, news.state))
  const receivedAt = now()
  for (let from = 0; from < entries.length; from += CHUNK) {
    await insertEntries(database, { document: name, receivedAt }, entries.slice(from, from + CHUNK))
  }
  if (entries.length > 0 || news.seq > news.after) {
    await saveProgress(database, { document: news.document, seq: news.seq, state, blocked: [] })
  }
  return { kind: 'kept', state }
}

/** The state vector of an empty document. */
const EMPTY = Uint8Array.of(0)

interface LoggedEntry {
  readonly log: RecordLog
  readonly entry: RecordEntry
}

function newEntries(
  document: KeptDocument,
  doc: Y.Doc,
  since: Uint8Array | null,
): { readonly state: Uint8Array; readonly entries: LoggedEntry[] } {
  const logs: readonly RecordLog[] = LOGS[document.kind]
  const raws = entriesSince(doc, since ?? undefined)
  const entries = logs.flatMap(log =>
    (raws.get(log) ?? []).flatMap(raw => {
      const entry = decodeRecordEntry(raw)
      return entry === undefined ? [] : { log, entry }
    }),
  )
  return { state: Y.encodeStateVector(doc), entries }
}

async function insertEntries(
  database: ShopQueryable,
  of: { readonly document: string; readonly receivedAt: number },
  entries: readonly LoggedEntry[],
): Promise<void> {
  const rows = entries.map(({ log, entry }) => ({
    log,
    dot: makeDot(entry.replica, entry.counter),
    record: entry.record,
    fields: JSON.stringify(entry.fields),
    replaces: JSON.stringify(entry.replaces),
    replaced: [...new Set(Object.values(entry.replaces).flat())],
    who: storableText(entry.who),
    at: Math.min(entry.at, LAST_SECOND) * 1000,
  }))
  await database.query(
    `insert into record_history
       (organisation, document, log, dot, record, fields, replaces, replaced, who, at, received_at)
     select $1, $2, log, dot, record, fields, replaces, replaced, who, at, $3
       from jsonb_to_recordset($4::jsonb)
         as r(log text, dot text, record text, fields text, replaces text, replaced jsonb, who text, at bigint)
     on conflict do nothing`,
    [database.organisation, of.document, of.receivedAt, JSON.stringify(rows)],
  )
}
