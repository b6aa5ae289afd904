import {
  type BusinessDay,
  businessDay,
  couponUsesReply,
  documentsReply,
  parseBusinessDay,
  statusReply,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import { type ApiClient, makeApiClient } from '../api/api-client.ts'
import { limitsOf } from '../local/coupon-uses.ts'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import { type Handout, readHandout } from '../local/receipt-link.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { RelayHello } from './device-socket.ts'
import { DocumentSpares } from './document-spares.ts'
import { stockDocument, tillRecordDocuments } from './documents.ts'
import { JournalDocuments } from './journal-documents.ts'
import { ParkedDocuments } from './parked-documents.ts'
import { presentForRecovery } from './present-for-recovery.ts'
import type { CommandOf, ReplicaStatus, SearchResult } from './protocol.ts'
import { meetRelay } from './relay-memory.ts'
import { ReplicaParts } from './replica-parts.ts'
import type { StartOptions } from './running-replica.ts'
import { SerialQueue } from './serial-queue.ts'
import { signInByKey } from './sign-in-by-key.ts'
import { StockDocuments } from './stock-documents.ts'
import { TillPictures } from './till-pictures.ts'

/** How often the list of the store's stock documents is asked for, milliseconds: a new till appears in it. */
const LIST_EVERY = 3 * 60_000
/** What a relay is set up with it is started with: asked for when it is met, and not more often than this. */
const HANDOUT_EVERY = 10_000
/** The relay does not know this device's cookie: the pauses between attempts to prove itself by its key, milliseconds. */
const FIRST_SIGN_IN_PAUSE = 500
const MAX_SIGN_IN_PAUSE = 30_000
/** How often a till asks how often coupons were used elsewhere, where there are any with a limit, milliseconds. */
const COUPONS_EVERY = 20_000
/** How often a till asks whether an owner has let it in, milliseconds. */
const DECISION_PAUSE = 3000
/** How often the copies of the record documents are renewed, milliseconds. */
const SPARES_EVERY = 30 * 60_000

export interface TillDocumentsOptions {
  readonly workplace: TillWorkplace
  readonly start: StartOptions
  /** With relaxed durability: everything written here can be made again. */
  readonly database: LocalDatabase
  readonly epoch: number
  /** The journal was put back up to this number after a loss, 0 when it never was. */
  readonly restoredUpTo: number
  /** The journal's last number before this start. */
  readonly writtenBefore: number
  readonly keyPair: CryptoKeyPair
  readonly background: (work: Promise<unknown>) => void
  readonly changed: (change: Partial<ReplicaStatus>) => void
  /** The relay committed these journal entries. */
  readonly onAcknowledged: (rows: readonly JournalRow[]) => Promise<void>
  /** What sales are priced with may be another now. */
  readonly onPricing: () => void
  /** The relay said something new of receipts for those who bought. */
  readonly onHandout: (handout: Handout) => void
}

/**
 * The documents behind a till that already sells: what it follows of the shop, and where its journal and its stock go.
 * In a file of its own because it brings Yjs along, which the first sale after a start does not wait for.
 */
export class TillDocuments {
  readonly #options: TillDocumentsOptions
  readonly #api: ApiClient
  readonly #parts: ReplicaParts
  readonly #spares: DocumentSpares
  readonly #journals: JournalDocuments
  readonly #stock: StockDocuments
  readonly #pictures: TillPictures
  readonly #parked: ParkedDocuments
  readonly #meetings = new SerialQueue()
  #handoutAskedAt = 0
  #listing: ReturnType<typeof setInterval> | undefined
  #couponing: ReturnType<typeof setInterval> | undefined
  #sparing: ReturnType<typeof setInterval> | undefined
  #signingIn: ReturnType<typeof setTimeout> | undefined
  #signInPause = 0
  #stopped = false
  /** The documents are loaded: entries go on to them. */
  #following = false

  constructor(options: TillDocumentsOptions) {
    this.#options = options
    const { workplace, start, database, background, epoch, restoredUpTo } = options
    this.#spares = new DocumentSpares(workplace.device)
    this.#api = makeApiClient((input, init) => fetch(input, init), start.relayUrl)
    this.#parts = new ReplicaParts({
      workplace,
      relayUrl: start.relayUrl,
      database,
      replica: start.replica,
      board: start.board,
      spares: this.#spares,
      otherReplicas: () => [...this.#journals.replicas, ...this.#stock.replicas, ...this.#parked.replicas],
      background,
      onChange: () => background(this.#documentsChanged()),
      onHello: hello => background(this.#meetings.run(() => this.#meet(hello))),
      onProjected: document => background(this.#projected(document)),
    })
    const open: ReplicaParts['open'] = (name, hooks, generation) => this.#parts.open(name, hooks, generation)
    const copies = this.#parts.copies
    this.#journals = new JournalDocuments({
      database,
      till: workplace.till,
      epoch,
      restoredUpTo,
      writtenBefore: options.writtenBefore,
      open,
      copies,
      background,
      onAcknowledged: rows => background(options.onAcknowledged(rows)),
    })
    this.#stock = new StockDocuments({ database, workplace, epoch, restoredUpTo, background, open, copies })
    this.#pictures = new TillPictures({
      database,
      api: this.#api,
      relayUrl: start.relayUrl,
      background,
      isReady: () => start.board.current.phase === 'ready',
    })
    this.#parked = new ParkedDocuments({ database, workplace, background, open, copies, now: Date.now })
  }

  /** Loads the documents, those first that sales wait for. @param first nobody can work before the first download */
  async follow(first: boolean): Promise<void> {
    await this.#parts.copies.load()
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
    await this.#parked.follow()
    if (this.#stopped) return
    this.#listing = setInterval(() => {
      this.#options.background(this.#listStockDocuments())
      // Another day may have begun.
      this.#options.background(this.#parked.follow())
    }, LIST_EVERY)
    this.#couponing = setInterval(() => this.#options.background(this.#askCouponUses()), COUPONS_EVERY)
    this.#sparing = setInterval(() => this.#options.background(this.#keepSpares()), SPARES_EVERY)
    await this.#listStockDocuments()
    await this.#checkDownload()
    await this.#keepSpares()
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

  /** Something was said of parked sales: it goes on into their documents. */
  async passOnParked(): Promise<void> {
    if (this.#following && !this.#stopped) await this.#parked.append()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#listing)
    clearInterval(this.#couponing)
    clearInterval(this.#sparing)
    clearTimeout(this.#signingIn)
    this.#pictures.stop()
    await this.#parts.stop()
  }

  /** Copies for the day the browser loses its databases; not before everything was downloaded once. */
  async #keepSpares(): Promise<void> {
    if (this.#stopped || this.#options.start.board.current.phase !== 'ready') return
    for (const replica of this.#parts.records.usedReplicas) {
      if (this.#stopped) return
      // With what is deleted: the state vector alone does not tell of it.
      const state = Y.encodeSnapshot(Y.snapshot(replica.doc))
      await this.#spares.keep(replica.name, state, () => Y.encodeStateAsUpdate(replica.doc))
    }
  }

  /** A relay that forgot what it once had is offered everything again. */
  async #meet(hello: RelayHello): Promise<void> {
    if (this.#stopped) return
    await meetRelay(this.#options.database, hello, async () => {
      await this.#journals.offerAgain(today())
      await this.#pictures.offerAgain()
    })
    this.#pictures.soon()
    await this.#askHandout()
  }

  async #projected(document: string): Promise<void> {
    // Settings hold the taxes, the catalog the promotions.
    if (document === 'settings' || document.startsWith('catalog/')) this.#options.onPricing()
    if (document.startsWith('catalog/')) {
      this.#pictures.soon()
      this.#options.background(this.#askCouponUses())
    }
    await this.#checkDownload()
  }

  async #documentsChanged(): Promise<void> {
    this.#options.changed({})
    const { refused, documents } = this.#options.start.board.current
    if (refused === 'unauthenticated') this.#signInByKeySoon()
    else if (documents.every(document => document.connected)) this.#signInPause = 0
    await this.#checkDownload()
    this.#options.background(this.#journals.renewRefused())
    this.#options.background(this.#stock.renewRefused())
    this.#options.background(this.#parked.renewRefused())
    await this.#journals.closeSafe(today())
  }

  /** One attempt at a time and ever more rarely: a relay that does not know the key will not learn it by asking. */
  #signInByKeySoon(): void {
    if (this.#signingIn !== undefined || this.#stopped) return
    this.#signingIn = setTimeout(() => this.#options.background(this.#signInByKey()), this.#signInPause)
  }

  async #signInByKey(): Promise<void> {
    const { workplace, keyPair } = this.#options
    this.#signInPause = Math.min(this.#signInPause * 4 + FIRST_SIGN_IN_PAUSE, MAX_SIGN_IN_PAUSE)
    const met = await this.#options.database.meta.get('relayDatabase')
    const database = met?.key === 'relayDatabase' ? met.value : workplace.database
    const isIn =
      (await signInByKey(this.#api, workplace, keyPair, database)) || (await this.#presentForRecovery())
    this.#signingIn = undefined
    if (this.#stopped) return
    // What was refused on its way while this one signed in is refused once more, and so tried once more.
    if (isIn) this.#parts.retry()
    else this.#signInByKeySoon()
  }

  /** The relay lost this till with its database: an owner may let it in again. Returns whether that has happened. */
  async #presentForRecovery(): Promise<boolean> {
    const { workplace, keyPair, changed } = this.#options
    const state = await presentForRecovery(this.#api, workplace, keyPair)
    if (this.#stopped) return false
    changed({ recoveryFingerprint: state.kind === 'waiting' ? state.fingerprint : null })
    if (state.kind === 'waiting') this.#signInPause = DECISION_PAUSE
    return state.kind === 'approved'
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
    this.#pictures.soon()
    this.#options.background(this.#keepSpares())
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

  /** Where links to receipts begin, and whether receipts can be sent. Not reachable: what was told before holds. */
  async #askHandout(): Promise<void> {
    const { database, onHandout } = this.#options
    // One document after the other says hello when the network is back.
    if (Date.now() - this.#handoutAskedAt < HANDOUT_EVERY) return
    this.#handoutAskedAt = Date.now()
    const reply = await this.#api.get('/api/status', statusReply)
    if (!reply.ok || this.#stopped) return
    const { receipts } = reply.value
    const before = await readHandout(database)
    if (before.origin === receipts.origin && before.letters === receipts.letters) return
    await database.meta.put({ key: 'handout', value: receipts })
    onHandout(receipts)
  }

  /** SPEC G12. Not reachable: what was told before holds, and what this till sold since. */
  async #askCouponUses(): Promise<void> {
    const { database, onPricing, start } = this.#options
    const coupons = [...limitsOf(await database.promotions.toArray()).keys()]
    if (coupons.length === 0 || !start.board.current.online) return
    const reply = await this.#api.post('/api/coupon-uses?as=device', { coupons }, couponUsesReply)
    if (!reply.ok || this.#stopped) return
    const before = await database.meta.get('couponUses')
    if (JSON.stringify(before?.value) === JSON.stringify(reply.value)) return
    await database.meta.put({ key: 'couponUses', value: reply.value })
    onPricing()
  }

  async #listStockDocuments(): Promise<void> {
    const { database, workplace } = this.#options
    const path = `/api/documents?store=${workplace.store}&as=device`
    const reply = await this.#api.get(path, documentsReply)
    // Not reachable: what was listed before is followed.
    if (!reply.ok || this.#stopped) return
    await database.meta.put({ key: 'stockDocuments', value: reply.value.documents })
    await this.#stock.follow(await this.#knownStockDocuments())
  }
}

function today(): BusinessDay {
  const at = Date.now()
  return businessDay(at, -new Date(at).getTimezoneOffset())
}
