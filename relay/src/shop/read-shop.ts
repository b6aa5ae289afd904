import {
  applyRecordEntries,
  type CatalogId,
  type CurrencyCode,
  createRecordFold,
  decodeRecordEntry,
  type RecordLog,
  type RecordState,
  readLog,
  readRecord,
  readStore,
  readTill,
  recordIds,
  type StoreId,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { SyncHub } from '../sync/sync-hub.ts'

/** What the relay itself wants to know of the shop: read from the settings document, where managers keep it. */
export interface Shop {
  readonly stores: ReadonlyMap<StoreId, ShopStore>
  readonly tills: ReadonlyMap<TillId, ShopTill>
}

export interface ShopTill {
  readonly id: TillId
  readonly name: string
  readonly store: ShopStore
}

export interface ShopStore {
  readonly id: StoreId
  readonly name: string
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
}

export interface ShopReader {
  /** As it is committed now. */
  read(): Promise<Shop>
  /** At most so many milliseconds old: for what is asked for all the time. */
  readRecent(maxAge: number): Promise<Shop>
}

export function createShopReader(hub: SyncHub, now: () => number): ShopReader {
  let last: { at: number; shop: Promise<Shop> } | undefined
  const read = () => {
    const shop = hub.read({ kind: 'settings' }, shopOf)
    const reading = { at: now(), shop }
    last = reading
    // A failed read must not be what the next one gets.
    shop.catch(() => {
      if (last === reading) last = undefined
    })
    return shop
  }
  return {
    read,
    readRecent: maxAge => (last && now() - last.at <= maxAge ? last.shop : read()),
  }
}

/** The shop of a settings document. A till whose store is not there is left out: it cannot sell. */
export function shopOf(doc: Y.Doc): Shop {
  const stores = new Map<StoreId, ShopStore>()
  for (const record of recordsOf(doc, 'stores')) {
    const { name, catalog, currency } = readStore(record).value
    const id = toId<StoreId>(record.id)
    stores.set(id, { id, name, catalog, currency })
  }
  const tills = new Map<TillId, ShopTill>()
  for (const record of recordsOf(doc, 'tills')) {
    const { name, store } = readTill(record).value
    const found = stores.get(store)
    const id = toId<TillId>(record.id)
    if (found) tills.set(id, { id, name, store: found })
  }
  return { stores, tills }
}

/** The records of a log as they are now. @param only these: of a large log the others are not even decoded */
export function recordsOf(doc: Y.Doc, log: RecordLog, only?: ReadonlySet<string>): RecordState[] {
  const fold = createRecordFold()
  applyRecordEntries(
    fold,
    readLog(doc, log)
      .filter(raw => only === undefined || isOf(raw, only))
      .map(decodeRecordEntry)
      .filter(entry => entry !== undefined),
  )
  return [...recordIds(fold)].map(id => readRecord(fold, id)).filter(record => record !== undefined)
}

/** Whether an entry that is not decoded yet is of one of these records. SPEC R1. */
function isOf(raw: unknown, records: ReadonlySet<string>): boolean {
  return Array.isArray(raw) && typeof raw[RECORD] === 'string' && records.has(raw[RECORD])
}

/** Where an entry has its record: `[replica, counter, record, …]`. */
const RECORD = 2
