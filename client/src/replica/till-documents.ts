import {
  type BusinessDay,
  businessDay,
  type DocumentsReply,
  documentsReply,
  parseBusinessDay,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { stockDocument, tillRecordDocuments } from './documents.ts'
import { JournalDocuments } from './journal-documents.ts'
import type { CommandOf, ReplicaStatus, SearchResult } from './protocol.ts'
import { ReplicaParts } from './replica-parts.ts'
import type { StartOptions } from './running-replica.ts'
import { signInByKey } from './sign-in-by-key.ts'
import { StockDocuments } from './stock-documents.ts'

/** How often the list of the store's stock documents is asked for, milliseconds: a new till appears in it. */
const LIST_EVERY = 3 * 60_000
/** The relay does not know this device's cookie: how often it may try to prove itself by its key, milliseconds. */
const SIGN_IN_EVERY = 30_000

export interface TillDocumentsOptions {
  readonly workplace: TillWorkplace
  readonly start: StartOptions
  /** With relaxed durability: everything written here can be made again. */
  readonly database: LocalDatabase
  readonly epoch: number
  readonly keyPair: CryptoKeyPair
  readonly background: (work: Promise<unknown>) => void
  readonly changed: (change: Partial<ReplicaStatus>) => void
  /** The relay committed journal entries. */
  readonly onAcknowledged: () => Promise<void>
  /** What sales are priced with may be another now. */
  readonly onSettings: () => void
}

/**
 * The documents behind a till that already sells: what it follows of the shop, and where its journal and its stock go.
 * In a file of its own because it brings Yjs along, which the first sale after a start does not wait for.
 */
export class TillDocuments {
  readonly #options: TillDocumentsOptions
  readonly #parts: ReplicaParts
  readonly #journals: JournalDocuments
  readonly #stock: StockDocuments
  #listing: ReturnType<typeof setInterval> | undefined
  #signedInAt = Number.NEGATIVE_INFINITY
  #stopped = false
  /** The documents are loaded: entries go on to them. */
  #following = false

  constructor(options: TillDocumentsOptions) {
    this.#options = options
    const { workplace, start, database, background, epoch } = options
    this.#parts = new ReplicaParts({
      workplace,
      relayUrl: start.relayUrl,
      database,
      replica: start.replica,
      board: start.board,
      otherReplicas: () => [...this.#journals.replicas, ...this.#stock.replicas],
      background,
      onChange: () => background(this.#documentsChanged()),
      onProjected: document => background(this.#projected(document)),
    })
    const open: ReplicaParts['open'] = (name, hooks) => this.#parts.open(name, hooks)
    this.#journals = new JournalDocuments({
      database,
      till: workplace.till,
      epoch,
      open,
      background,
      onAcknowledged: () => background(options.onAcknowledged()),
    })
    this.#stock = new StockDocuments({ database, workplace, epoch, background, open })
  }

  /** Loads the documents, those first that sales wait for. @param first nobody can work before the first download */
  async follow(first: boolean): Promise<void> {
    this.#parts.records.firstDownload = first
    // Before the journal is looked through: an entry written meanwhile must not be passed over by both.
    this.#following = true
    await this.#journals.openWaiting(today())
    const [settings, staff, ...others] = tillRecordDocuments(this.#options.workplace)
    await this.#parts.records.startProjecting()
    await this.#parts.records.follow([settings, staff].filter(name => name !== undefined))
    await this.#parts.records.follow(others)
    this.#parts.indexed = true
    await this.#stock.follow(await this.#knownStockDocuments())
    if (this.#stopped) return
    this.#listing = setInterval(() => this.#options.background(this.#listStockDocuments()), LIST_EVERY)
    await this.#listStockDocuments()
    await this.#checkDownload()
  }

  search(text: string, limit: number, includeArchived: boolean): Promise<SearchResult> {
    return this.#parts.search(text, limit, includeArchived)
  }

  async write(command: CommandOf<'writeRecords'>, who: string): Promise<void> {
    const { replica } = this.#options.start
    const at = Math.floor(Date.now() / 1000)
    await this.#parts.records.write(command.document, command.log, command.writes, { replica, who, at })
  }

  hurry(): void {
    this.#parts.hurry()
  }

  /** An entry is in the database for good: it goes on into its documents. */
  async passOn(row: JournalRow): Promise<void> {
    const day = parseBusinessDay(row.day)
    if (!this.#following || !day || this.#stopped) return
    await this.#journals.append(day)
    if (row.moves.length > 0) await this.#stock.append()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#listing)
    await this.#parts.stop()
  }

  async #projected(document: string): Promise<void> {
    if (document === 'settings') this.#options.onSettings()
    await this.#checkDownload()
  }

  async #documentsChanged(): Promise<void> {
    this.#options.changed({})
    if (this.#options.start.board.current.refused === 'unauthenticated') await this.#signInByKey()
    await this.#checkDownload()
    await this.#journals.closeSafe(today())
  }

  /** One attempt at a time and not many in a row: a relay that does not know the key will not learn it by asking. */
  async #signInByKey(): Promise<void> {
    if (Date.now() - this.#signedInAt < SIGN_IN_EVERY) return
    this.#signedInAt = Date.now()
    const { start, workplace, keyPair } = this.#options
    const isIn = await signInByKey(start.relayUrl, workplace, keyPair)
    if (isIn && !this.#stopped) this.#parts.retry()
  }

  /** The first download is over when settings, staff and catalog were here whole and are projected. */
  async #checkDownload(): Promise<void> {
    const { database, start, workplace, changed } = this.#options
    if (this.#stopped || start.board.current.phase !== 'downloading') return
    const needed = tillRecordDocuments(workplace).filter(name => name !== 'customers')
    if (!needed.every(name => this.#parts.records.isDownloaded(name))) return
    await database.meta.put({ key: 'projectionComplete', value: true })
    this.#parts.records.firstDownload = false
    changed({ phase: 'ready' })
  }

  /** The stock documents known offline: those listed last, and one of each till in the settings. */
  async #knownStockDocuments(): Promise<string[]> {
    const { database, workplace } = this.#options
    const [listed, tills] = await Promise.all([
      database.meta.get('stockDocuments'),
      database.tills.where('store').equals(workplace.store).toArray(),
    ])
    return [
      ...(listed?.key === 'stockDocuments' ? listed.value : []),
      ...tills.map(till => stockDocument(workplace.store, till.id)),
    ]
  }

  async #listStockDocuments(): Promise<void> {
    const { database, start, workplace } = this.#options
    const reply = await fetchDocuments(start.relayUrl, workplace.store)
    if (!reply || this.#stopped) return
    await database.meta.put({ key: 'stockDocuments', value: reply.documents })
    await this.#stock.follow(await this.#knownStockDocuments())
  }
}

async function fetchDocuments(relayUrl: string, store: string): Promise<DocumentsReply | null> {
  try {
    const url = `${relayUrl}/api/documents?store=${store}&as=device`
    const response = await fetch(url, { credentials: 'same-origin' })
    return response.ok ? v.parse(documentsReply, await response.json()) : null
  } catch {
    // Not reachable: what was listed before is followed.
    return null
  }
}

function today(): BusinessDay {
  const at = Date.now()
  return businessDay(at, -new Date(at).getTimezoneOffset())
}
