import {
  type CatalogId,
  type CustomerId,
  type DocumentId,
  isToForgetAgain,
  LOGS,
  type ProductId,
  parseDocumentId,
  type RecordLog,
  type RecordState,
  readRecord,
  type StoreId,
  toId,
} from '@evertill/crdt-model'
import type { ConflictRow, LocalDatabase } from '../local/database.ts'
import {
  catalogRow,
  conflictRows,
  customerGroupRow,
  customerRow,
  departmentRow,
  organisationRow,
  personRow,
  priceListRow,
  productRow,
  promotionRow,
  quickPageRow,
  searchableOf,
  storeRow,
  taxClassRow,
  tillRow,
} from './project-records.ts'
import type { RecordDocument } from './record-document.ts'
import type { SearchIndex } from './search-index.ts'
import { Slices } from './slices.ts'

/** Rows in one transaction while people work: a scan that reads the same table waits for no more than this. */
const LIVE_CHUNK = 25
/** Rows in one transaction while the first download is projected and nobody can sell yet. */
const FIRST_CHUNK = 500

export interface ProjectorOptions {
  readonly database: LocalDatabase
  readonly index: SearchIndex<ProductId>
  /** So many products more are written, and so many more became due. */
  readonly onProgress: (done: number, due: number) => void
}

/** Writes record documents into the tables that screens read, and products into the search index. */
export class Projector {
  readonly #options: ProjectorOptions
  /** `document|log|record` of every conflict row, so that clean records need no lookup. */
  #conflicted: Set<string> | undefined

  constructor(options: ProjectorOptions) {
    this.#options = options
  }

  /** The state of the document up to which its rows are written. */
  async projectedState(document: string): Promise<Uint8Array | undefined> {
    const key = `projected:${document}` as const
    const row = await this.#options.database.meta.get(key)
    return row?.key === key ? row.value : undefined
  }

  /** Fills the search index from a document's fold, slice by slice. */
  async index(records: RecordDocument, ids: Iterable<string>, slices: Slices): Promise<void> {
    if (!records.has('products')) return
    const fold = records.fold('products')
    for (const id of ids) {
      const record = readRecord(fold, id)
      if (record) this.#options.index.put(toId<ProductId>(id), searchableOf(record))
      if (slices.over) await slices.pause()
    }
  }

  /** Takes out the rows of records that a document does not have, and forgets how far it was projected. */
  async forget(document: string, records: RecordDocument): Promise<void> {
    const id = parseDocumentId(document)
    if (!id) return
    await this.#options.database.meta.delete(`projected:${document}`)
    for (const log of recordLogsOf(id)) {
      const fold = records.fold(log)
      const gone = (await this.#rowIds(id, log)).filter(record => readRecord(fold, record) === undefined)
      await this.#deleteRows(log, gone)
      await this.#writeConflicts(
        document,
        log,
        gone.map(record => ({ id: record, fields: new Map() })),
      )
    }
  }

  /** Writes the rows of changed records, then notes the state they belong to. */
  async project(
    document: string,
    records: RecordDocument,
    changed: ReadonlyMap<RecordLog, ReadonlySet<string>>,
    state: Uint8Array,
    first: boolean,
  ): Promise<void> {
    const id = parseDocumentId(document)
    if (!id) return
    const size = first ? FIRST_CHUNK : LIVE_CHUNK
    const slices = new Slices(first ? 'awaited' : 'unhurried')
    this.#options.onProgress(0, changed.get('products')?.size ?? 0)
    // Departments before products, tax classes before stores: what is referred to comes first.
    for (const log of [...LOGS[id.kind]].reverse()) {
      const ids = isRecordLog(log) ? changed.get(log) : undefined
      if (!ids || !isRecordLog(log)) continue
      for (const chunk of chunks(ids, size)) {
        const states = chunk
          .map(record => readRecord(records.fold(log), record))
          .filter(record => record !== undefined)
        await this.#write(id, document, log, states)
        if (log === 'products') this.#options.onProgress(chunk.length, 0)
        await slices.pause()
      }
    }
    await this.#options.database.meta.put({ key: `projected:${document}`, value: state })
  }

  async #write(
    id: DocumentId,
    document: string,
    log: RecordLog,
    records: readonly RecordState[],
  ): Promise<void> {
    await this.#writeRows(id, log, records)
    await this.#writeConflicts(document, log, records)
  }

  async #writeRows(id: DocumentId, log: RecordLog, records: readonly RecordState[]): Promise<void> {
    const { database } = this.#options
    switch (log) {
      case 'products':
        await database.products.bulkPut(records.map(record => productRow(record, catalogOf(id))))
        break
      case 'departments':
        await database.departments.bulkPut(records.map(record => departmentRow(record, catalogOf(id))))
        break
      case 'quickPages':
        await database.quickPages.bulkPut(records.map(record => quickPageRow(record, catalogOf(id))))
        break
      case 'taxClasses':
        await database.taxClasses.bulkPut(records.map(taxClassRow))
        break
      case 'stores':
        await database.stores.bulkPut(records.map(storeRow))
        break
      case 'tills':
        await database.tills.bulkPut(records.map(tillRow))
        break
      case 'people':
        await database.people.bulkPut(records.map(record => personRow(record, storeOf(id))))
        break
      case 'catalogs':
        await database.catalogs.bulkPut(records.map(catalogRow))
        break
      case 'customerGroups':
        await database.customerGroups.bulkPut(records.map(customerGroupRow))
        break
      case 'promotions':
        await database.promotions.bulkPut(records.map(record => promotionRow(record, catalogOf(id))))
        break
      case 'priceLists':
        await database.priceLists.bulkPut(records.map(record => priceListRow(record, catalogOf(id))))
        break
      case 'organisation':
        await database.organisation.bulkPut(records.map(organisationRow))
        break
      case 'customers':
        await this.#writeCustomers(records)
        break
    }
  }

  /** Of those who are forgotten the rows go; that something of them came in late is noted. */
  async #writeCustomers(records: readonly RecordState[]): Promise<void> {
    const { database } = this.#options
    const rows = records.map(customerRow).filter(row => row !== null)
    const gone = records.filter(record => customerRow(record) === null)
    await database.customers.bulkPut(rows)
    await database.customers.bulkDelete(gone.map(record => toId<CustomerId>(record.id)))
    const known = await database.meta.get('lateCustomers')
    const before = known?.key === 'lateCustomers' ? known.value : []
    const late = new Set(before)
    for (const record of records) {
      const id = toId<CustomerId>(record.id)
      if (isToForgetAgain(record)) late.add(id)
      else late.delete(id)
    }
    if (late.size === before.length && before.every(id => late.has(id))) return
    await database.meta.put({ key: 'lateCustomers', value: [...late] })
  }

  async #rowIds(id: DocumentId, log: RecordLog): Promise<string[]> {
    const { database } = this.#options
    switch (log) {
      case 'products':
        return database.products.where('catalog').equals(catalogOf(id)).primaryKeys()
      case 'departments':
        return database.departments.where('catalog').equals(catalogOf(id)).primaryKeys()
      case 'quickPages':
        return database.quickPages.where('catalog').equals(catalogOf(id)).primaryKeys()
      case 'promotions':
        return database.promotions.where('catalog').equals(catalogOf(id)).primaryKeys()
      case 'priceLists':
        return database.priceLists.where('catalog').equals(catalogOf(id)).primaryKeys()
      case 'people':
        return database.people.where('store').equals(storeOf(id)).primaryKeys()
      case 'taxClasses':
      case 'stores':
      case 'tills':
      case 'catalogs':
      case 'organisation':
      case 'customerGroups':
      case 'customers':
        return database.table<unknown, string>(log).toCollection().primaryKeys()
    }
  }

  async #deleteRows(log: RecordLog, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#options.database.table<unknown, string>(log).bulkDelete([...ids])
    if (log !== 'products') return
    for (const id of ids) this.#options.index.remove(toId<ProductId>(id))
  }

  async #writeConflicts(document: string, log: RecordLog, records: readonly RecordState[]): Promise<void> {
    const { conflicts } = this.#options.database
    const known = await this.#knownConflicts()
    const rows: ConflictRow[] = []
    for (const record of records) {
      const key = [document, log, record.id].join('|')
      const own = conflictRows(document, log, record)
      if (known.has(key))
        await conflicts.where('[document+log+record]').equals([document, log, record.id]).delete()
      if (own.length > 0) known.add(key)
      else known.delete(key)
      rows.push(...own)
    }
    if (rows.length > 0) await conflicts.bulkPut(rows)
  }

  async #knownConflicts(): Promise<Set<string>> {
    if (!this.#conflicted) {
      const keys = await this.#options.database.conflicts.toCollection().primaryKeys()
      this.#conflicted = new Set(keys.map(key => key.slice(0, key.lastIndexOf('|'))))
    }
    return this.#conflicted
  }
}

/** The record logs of a document of this kind; none for journals and stock. */
export function recordLogsOf(id: DocumentId): RecordLog[] {
  return [...LOGS[id.kind]].filter(isRecordLog)
}

function isRecordLog(log: string): log is RecordLog {
  return log !== 'moves' && log !== 'entries'
}

function* chunks(ids: Iterable<string>, size: number): Generator<string[]> {
  let chunk: string[] = []
  for (const id of ids) {
    chunk.push(id)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

function catalogOf(id: DocumentId): CatalogId {
  if (id.kind !== 'catalog') throw new RangeError(`no catalog: ${id.kind}`)
  return id.catalog
}

function storeOf(id: DocumentId): StoreId {
  if (id.kind !== 'staff') throw new RangeError(`no staff: ${id.kind}`)
  return id.store
}
